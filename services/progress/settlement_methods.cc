#include "services/progress/settlement_methods.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/container/btree_set.h"
#include "absl/strings/str_cat.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/progress/assessment_resource.h"
#include "services/progress/ledger_book.h"
#include "services/progress/settlement_reader.h"
#include "services/rpc/etag.h"
#include "services/rpc/giving_rules.h"
#include "services/rpc/page_token.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/request_hash.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::Settlement;
using profiles::v1::Unit;

template <typename Request>
WriteArguments SettlementArguments(const Request& request) {
  WriteArguments arguments{.request_id = request.request_id(),
                           .validate_only = request.validate_only()};
  if (!arguments.request_id.empty()) {
    arguments.fingerprint = RequestHash(request, {"request_id"});
  }
  return arguments;
}

Resource<Settlement> SettlementResource() {
  return {.pattern = kSettlementPattern,
          .field = "settlement",
          .max_id_length = kMaxCompositeIdLength};
}

absl::Status WrongState(const Settlement& settlement, std::string zh,
                        absl::string_view en) {
  return Refused(absl::StatusCode::kFailedPrecondition, settlement.name(),
                 std::move(zh), en);
}

bool IsWorthSettling(const Settlement& settlement) {
  return settlement.entry_count() > 0 || !settlement.etag().empty() ||
         std::any_of(settlement.funds().begin(), settlement.funds().end(),
                     [](const pb::SettledFund& fund) {
                       return fund.quota_fen() > 0 || fund.carried_fen() > 0;
                     });
}

absl::Status CheckSeen(const Settlement& settlement,
                       const std::string& figures_digest) {
  if (settlement.figures_digest() == figures_digest) return absl::OkStatus();
  return Refused(
      absl::StatusCode::kAborted, "figures_digest",
      absl::StrCat(settlement.name(), " 的数字已不是所看到的，请重新打开"),
      absl::StrCat("the figures of ", settlement.name(),
                   " are not (any more) those seen; read it again"));
}

absl::Status CheckMaySign(WriteContext& context, const AccountKey& key,
                          const Settlement& settlement) {
  if (settlement.state() == Settlement::STATE_SETTLED) {
    return WrongState(settlement, "已经结算", "is settled");
  }
  if (settlement.state() == Settlement::STATE_SIGNED) {
    return WrongState(settlement, "已经签字", "is signed already");
  }
  if (!IsWorthSettling(settlement)) {
    return WrongState(settlement, "该单位没有任务，也没有记录",
                      "the unit owes nothing and has no entries");
  }
  return CheckYearBeforeSettled(context, key);
}

absl::Status CheckMaySettle(WriteContext& context, const AccountKey& key,
                            const Settlement& settlement) {
  if (settlement.state() == Settlement::STATE_SETTLED) {
    return WrongState(settlement, "已经结算", "is settled already");
  }
  if (!settlement.has_sign_time()) {
    return WrongState(settlement, "单位尚未签字", "the unit has not signed");
  }
  if (settlement.state() != Settlement::STATE_SIGNED) {
    return Refused(
        absl::StatusCode::kAborted, "figures_digest",
        absl::StrCat(settlement.name(),
                     " 的数字已不是签字时的，须由单位重新签字"),
        absl::StrCat("the figures of ", settlement.name(),
                     " are no longer those signed; the unit has to sign "
                     "again"));
  }
  if (settlement.unconfirmed_count() > 0 || settlement.disputed_count() > 0) {
    return WrongState(
        settlement,
        absl::StrCat(settlement.unconfirmed_count(), " 条记录待确认，",
                     settlement.disputed_count(), " 条有争议"),
        absl::StrCat(settlement.unconfirmed_count(),
                     " entries wait for confirmation and ",
                     settlement.disputed_count(), " are disputed"));
  }
  return CheckYearBeforeSettled(context, key);
}

// What the commit holds besides the settlement itself.
absl::Status Close(WriteContext& context, const AccountKey& key,
                   const Settlement& settlement, const std::string& record) {
  ASSIGN_OR_RETURN(LedgerBook * book, LedgerBook::Of(context));
  RETURN_IF_ERROR(book->Settle(key, record));
  book->Write();
  return KeepAssessment(context, key.year, settlement.name());
}

}  // namespace

SettlementMethods::SettlementMethods(Store& store, Clock& clock,
                                     IdGenerator& ids)
    : store_(store),
      clock_(clock),
      ids_(ids),
      assessments_(store, clock, ids, AssessmentResource()),
      settlements_(store, clock, ids, SettlementResource()) {}

absl::StatusOr<AccountKey> SettlementMethods::FindKey(WriteContext& context,
                                                      const std::string& name) {
  ASSIGN_OR_RETURN(const catalogue::v1::Programme* programme,
                   context.Programme());
  const std::optional<AccountKey> key = ParseAccount(LastId(name));
  if (key.has_value() && !CheckYear(key->year, *programme, "").has_value()) {
    ASSIGN_OR_RETURN(const std::optional<Unit> unit,
                     context.Find<Unit>("units", key->unit));
    if (unit.has_value() && !CheckSupporter(*unit, "").has_value()) {
      return *key;
    }
  }
  return DoesNotExist("", name);
}

absl::StatusOr<Settlement> SettlementMethods::GetSettlement(
    CallContext& call, const pb::GetSettlementRequest& request) {
  ASSIGN_OR_RETURN(
      const ResourceKey place,
      settlements_.engine().pattern().ParseKey(request.name(), "name"));
  WriteContext context(call, store_, ids_, place.partition, clock_.Now());
  ASSIGN_OR_RETURN(const AccountKey key, FindKey(context, request.name()));
  ASSIGN_OR_RETURN(Settlement settlement, PresentSettlement(context, key));
  ASSIGN_OR_RETURN(const bool seen,
                   settlements_.engine().Sees(call, settlement));
  if (!seen) return NotYours(request.name());
  return settlement;
}

absl::StatusOr<pb::ListSettlementsResponse> SettlementMethods::ListSettlements(
    CallContext& call, const pb::ListSettlementsRequest& request) {
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size(), {}));
  ASSIGN_OR_RETURN(const std::string after, PagePosition(request));
  WriteContext context(call, store_, ids_, LastId(request.parent()),
                       clock_.Now());
  ASSIGN_OR_RETURN(const catalogue::v1::Programme* programme,
                   context.Programme());
  RETURN_IF_ERROR(ToStatus(CheckYear(request.year(), *programme, "year"), ""));
  ASSIGN_OR_RETURN(const absl::btree_set<std::string> units,
                   UnitsOfYear(context, request.year()));
  pb::ListSettlementsResponse response;
  for (auto unit = units.upper_bound(after); unit != units.end(); ++unit) {
    if (!request.unit().empty() && LastId(request.unit()) != *unit) continue;
    RETURN_IF_ERROR(call.CheckAlive());
    ASSIGN_OR_RETURN(
        Settlement settlement,
        PresentSettlement(context, {.unit = *unit, .year = request.year()}));
    ASSIGN_OR_RETURN(const bool seen,
                     settlements_.engine().Sees(call, settlement));
    if (!seen || !IsWorthSettling(settlement)) continue;
    if (response.settlements_size() == size) {
      const AccountKey last =
          *ParseAccount(LastId(response.settlements(size - 1).name()));
      response.set_next_page_token(PageToken(request, last.unit));
      break;
    }
    *response.add_settlements() = std::move(settlement);
  }
  return response;
}

absl::StatusOr<Settlement> SettlementMethods::TakeRepeated(
    CallContext& call, const CommitResult& repeated) {
  Settlement settlement;
  if (!settlement.ParseFromString(repeated.answer)) {
    return absl::DataLossError("a kept answer cannot be read");
  }
  RETURN_IF_ERROR(
      settlements_.engine().CheckMayWrite(call, &settlement, nullptr));
  settlement.set_etag(EtagOf(repeated.revision));
  return settlement;
}

absl::StatusOr<Settlement> SettlementMethods::WriteIn(WriteContext& context,
                                                      const std::string& name,
                                                      const std::string& etag,
                                                      Change change) {
  ASSIGN_OR_RETURN(const AccountKey key, FindKey(context, name));
  ASSIGN_OR_RETURN(Settlement settlement, PresentSettlement(context, key));
  RETURN_IF_ERROR(settlements_.engine().CheckMayWrite(context.call(),
                                                      &settlement, nullptr));
  ASSIGN_OR_RETURN(const Record* record,
                   context.FindRecord(kSettlementCollection, AccountId(key)));
  RETURN_IF_ERROR(
      CheckEtag(etag, record == nullptr ? 0 : record->revision, name));
  RETURN_IF_ERROR(change(context, key, settlement));
  settlement.clear_etag();
  *settlement.mutable_update_time() = ToProto(context.now());
  if (record == nullptr) {
    *settlement.mutable_create_time() = settlement.update_time();
  }
  const std::string value = settlement.SerializeAsString();
  context.Add(Mutation::Put(kSettlementCollection, AccountId(key), value,
                            record == nullptr
                                ? Expectation::Absent()
                                : Expectation::Exactly(record->revision)));
  if (settlement.state() == Settlement::STATE_SETTLED) {
    RETURN_IF_ERROR(Close(context, key, settlement, value));
  }
  return settlement;
}

absl::StatusOr<Settlement> SettlementMethods::Write(
    CallContext& call, const std::string& name, const std::string& etag,
    const WriteArguments& arguments, Change change) {
  ResourceEngine& engine = settlements_.engine();
  ASSIGN_OR_RETURN(const ResourceKey place,
                   engine.pattern().ParseKey(name, "name"));
  ASSIGN_OR_RETURN(const std::optional<CommitResult> repeated,
                   engine.Repeated(call, place.partition, arguments));
  if (repeated) return TakeRepeated(call, *repeated);
  for (int attempt = 0; attempt < kMaxWriteAttempts; ++attempt) {
    RETURN_IF_ERROR(PauseBeforeAttempt(call, attempt));
    WriteContext context(call, store_, ids_, place.partition, clock_.Now());
    ASSIGN_OR_RETURN(Settlement settlement,
                     WriteIn(context, name, etag, change));
    if (arguments.validate_only) return settlement;
    const absl::StatusOr<CommitResult> done = CommitWrites(
        context, store_, {}, arguments, settlement.SerializeAsString());
    if (done.ok() && done->repeated) return TakeRepeated(call, *done);
    if (done.ok()) {
      settlement.set_etag(EtagOf(done->revision));
      return settlement;
    }
    if (!IsConflict(done.status())) return done.status();
  }
  return Refused(absl::StatusCode::kAborted, name,
                 "所依据的内容不断被他人修改，请稍后再试",
                 "others keep changing what it depends on");
}

absl::StatusOr<Settlement> SettlementMethods::SignSettlement(
    CallContext& call, const pb::SignSettlementRequest& request) {
  return Write(
      call, request.name(), request.etag(), SettlementArguments(request),
      [&](WriteContext& context, const AccountKey& key,
          Settlement& settlement) -> absl::Status {
        RETURN_IF_ERROR(CheckMaySign(context, key, settlement));
        RETURN_IF_ERROR(CheckSeen(settlement, request.figures_digest()));
        settlement.set_state(Settlement::STATE_SIGNED);
        settlement.set_signed_by(call.actor());
        *settlement.mutable_sign_time() = ToProto(context.now());
        return absl::OkStatus();
      });
}

absl::StatusOr<Settlement> SettlementMethods::WithdrawSignature(
    CallContext& call, const pb::WithdrawSignatureRequest& request) {
  return Write(call, request.name(), request.etag(),
               SettlementArguments(request),
               [&](WriteContext&, const AccountKey&,
                   Settlement& settlement) -> absl::Status {
                 if (settlement.state() == Settlement::STATE_SETTLED) {
                   return WrongState(settlement, "已经结算", "is settled");
                 }
                 if (!settlement.has_sign_time()) {
                   return WrongState(settlement, "尚未签字", "is not signed");
                 }
                 settlement.set_state(Settlement::STATE_OPEN);
                 settlement.clear_signed_by();
                 settlement.clear_sign_time();
                 return absl::OkStatus();
               });
}

absl::StatusOr<Settlement> SettlementMethods::SettleYear(
    CallContext& call, const pb::SettleYearRequest& request) {
  return Write(
      call, request.name(), request.etag(), SettlementArguments(request),
      [&](WriteContext& context, const AccountKey& key,
          Settlement& settlement) -> absl::Status {
        RETURN_IF_ERROR(CheckMaySettle(context, key, settlement));
        RETURN_IF_ERROR(CheckSeen(settlement, request.figures_digest()));
        settlement.set_state(Settlement::STATE_SETTLED);
        settlement.set_settled_by(call.actor());
        *settlement.mutable_settle_time() = ToProto(context.now());
        return absl::OkStatus();
      });
}

}  // namespace duikou
