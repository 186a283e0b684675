#include "services/access/tokens.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "duikou/access/v1/access_records.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/rpc/identities.h"
#include "services/rpc/page_token.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/secret.h"

namespace duikou {

using access::v1::Token;
using access::v1::TokenRecord;
using google::protobuf::Empty;

namespace {

constexpr absl::Duration kLongestLife = absl::Hours(24 * 366);
constexpr int kMostTokens = 50;

}  // namespace

absl::StatusOr<Token> Tokens::Create(
    CallContext& call, const access::v1::CreateTokenRequest& request) {
  if (absl::StrContains(call.caller().credential, "/tokens/")) {
    // Or else one that got into wrong hands would outlive its revocation.
    return Refused(absl::StatusCode::kPermissionDenied, "",
                   "令牌不能创建令牌，请登录后创建",
                   "a token makes no tokens: sign in to make one");
  }
  const absl::Time now = clock_.Now();
  absl::Time expire = now + kLongestLife;
  if (request.token().has_expire_time()) {
    expire = ToTime(request.token().expire_time());
    if (expire <= now || expire > now + kLongestLife) {
      return Refused(absl::StatusCode::kInvalidArgument, "token.expire_time",
                     "须在今后 366 天之内", "must be in the next 366 days");
    }
  }
  int count = 0;
  RETURN_IF_ERROR(records_.ForEach<TokenRecord>(
      call, kTokensCollection,
      [&](const AccessRecords::Stored<TokenRecord>& token) {
        count += token.value.person() == request.parent();
      }));
  if (count >= kMostTokens) {
    return Refused(
        absl::StatusCode::kResourceExhausted, "",
        absl::StrCat(request.parent(), " 已有 ", kMostTokens, " 个令牌"),
        absl::StrCat(request.parent(), " has ", kMostTokens, " tokens"));
  }
  const Secret secret = MakeSecret(SecretKind::kToken);
  TokenRecord record;
  Token& token = *record.mutable_token();
  token.set_name(absl::StrCat(request.parent(), "/tokens/", secret.id));
  token.set_display_name(request.token().display_name());
  token.set_read_only(request.token().read_only());
  *token.mutable_expire_time() = ToProto(expire);
  *token.mutable_create_time() = ToProto(now);
  record.set_person(request.parent());
  record.set_digest(secret.digest);
  RETURN_IF_ERROR(
      records_.Commit(call, {records_.Put(kTokensCollection, secret.id, record,
                                          Expectation::Absent())}));
  token.set_secret(secret.text);
  return token;
}

absl::StatusOr<access::v1::ListTokensResponse> Tokens::List(
    CallContext& call, const access::v1::ListTokensRequest& request) {
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size(), {}));
  ASSIGN_OR_RETURN(const std::string after, PagePosition(request));
  access::v1::ListTokensResponse response;
  std::string last;
  bool more = false;
  RETURN_IF_ERROR(records_.ForEach<TokenRecord>(
      call, kTokensCollection,
      [&](const AccessRecords::Stored<TokenRecord>& token) {
        if (token.value.person() != request.parent() || token.id <= after) {
          return;
        }
        more = response.tokens_size() == size;
        if (more) return;
        *response.add_tokens() = token.value.token();
        last = token.id;
      }));
  if (more) response.set_next_page_token(PageToken(request, last));
  return response;
}

absl::StatusOr<Empty> Tokens::Delete(
    CallContext& call, const access::v1::DeleteTokenRequest& request) {
  const std::string id(LastId(request.name()));
  ASSIGN_OR_RETURN(auto token,
                   records_.Find<TokenRecord>(call, kTokensCollection, id));
  if (!token || token->value.token().name() != request.name()) {
    return DoesNotExist("", request.name());
  }
  RETURN_IF_ERROR(
      records_.Commit(call, {records_.Delete(kTokensCollection, id)}));
  return Empty();
}

}  // namespace duikou
