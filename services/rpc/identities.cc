#include "services/rpc/identities.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "duikou/access/v1/access_records.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/digest.h"
#include "services/base/violation.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_name.h"
#include "services/rpc/secret.h"

namespace duikou {
namespace {

constexpr absl::string_view kBearer = "Bearer ";

absl::Status NotInForce() {
  return Refused(absl::StatusCode::kUnauthenticated, "",
                 "登录或令牌已失效，请重新登录",
                 "the session or token is not in force: sign in again");
}

// The secret of a header such as `Bearer dks_…`; none where it has none.
std::optional<absl::string_view> SecretIn(absl::string_view authorization) {
  if (authorization.size() < kBearer.size() ||
      !absl::EqualsIgnoreCase(authorization.substr(0, kBearer.size()),
                              kBearer)) {
    return std::nullopt;
  }
  return absl::StripAsciiWhitespace(authorization.substr(kBearer.size()));
}

// The collection and id that a secret names; none where it is no session or
// token.
std::optional<std::pair<absl::string_view, std::string>> PlaceOf(
    absl::string_view secret) {
  std::optional<SecretParts> parts = ParseSecret(secret);
  if (!parts || parts->kind == SecretKind::kLink) return std::nullopt;
  return std::pair<absl::string_view, std::string>(
      parts->kind == SecretKind::kSession ? kSessionsCollection
                                          : kTokensCollection,
      std::move(parts->id));
}

const std::shared_ptr<const Caller>& Nobody() {
  static const auto& nobody =
      *new std::shared_ptr<const Caller>(std::make_shared<Caller>());
  return nobody;
}

}  // namespace

std::vector<CallerMembership> MembershipsOf(const access::v1::Person& person) {
  std::vector<CallerMembership> memberships;
  for (const access::v1::Membership& membership : person.memberships()) {
    CallerMembership made;
    made.programme = std::string(LastId(membership.programme()));
    made.unit = std::string(LastId(membership.unit()));
    for (const int group : membership.groups()) {
      made.groups.push_back(static_cast<type::v1::PermissionGroup>(group));
    }
    memberships.push_back(std::move(made));
  }
  return memberships;
}

Identities::Identities(Store& store, const Clock& clock,
                       FollowerOptions options)
    : store_(store),
      clock_(clock),
      follower_(store, std::string(kGlobalPartition), known_, options) {}

std::shared_ptr<const Identities::Credential> Identities::DecodeCredential(
    absl::string_view collection, absl::string_view id,
    const std::string& value) {
  auto credential = std::make_shared<Credential>();
  if (collection == kSessionsCollection) {
    access::v1::SessionRecord record;
    // Under another id it would not be found when the person's sessions end.
    if (!record.ParseFromString(value) ||
        !absl::StartsWith(id, SessionPrefix(record.person()))) {
      return nullptr;
    }
    credential->name = absl::StrCat(record.person(), "/sessions/", id);
    credential->person = std::string(LastId(record.person()));
    credential->digest = record.digest();
    credential->begin = ToTime(record.create_time());
    credential->expire = ToTime(record.expire_time());
    return credential;
  }
  access::v1::TokenRecord record;
  if (!record.ParseFromString(value)) return nullptr;
  credential->name = record.token().name();
  credential->person = std::string(LastId(record.person()));
  credential->digest = record.digest();
  credential->begin = ToTime(record.token().create_time());
  credential->expire = ToTime(record.token().expire_time());
  credential->read_only = record.token().read_only();
  return credential;
}

std::shared_ptr<const Identities::Person> Identities::DecodePerson(
    const std::string& value) {
  access::v1::Person record;
  if (!record.ParseFromString(value)) return nullptr;
  auto person = std::make_shared<Person>();
  person->disabled = record.disabled();
  person->begin = ToTime(record.create_time());
  person->memberships = MembershipsOf(record);
  return person;
}

Identities::Answer Identities::Judge(absl::string_view secret,
                                     const Credential* credential,
                                     const Person* person) const {
  if (credential == nullptr || person == nullptr || person->disabled ||
      !SameSecret(ValueDigest(secret), credential->digest) ||
      credential->expire <= clock_.Now() ||
      // One of an earlier person that had the same id.
      credential->begin < person->begin) {
    return NotInForce();
  }
  auto caller = std::make_shared<Caller>();
  caller->actor = absl::StrCat("people/", credential->person);
  caller->signed_in = true;
  caller->credential = credential->name;
  caller->read_only = credential->read_only;
  caller->memberships = person->memberships;
  return std::shared_ptr<const Caller>(std::move(caller));
}

std::optional<Identities::Answer> Identities::TryIdentify(
    absl::string_view authorization) {
  if (authorization.empty()) return Nobody();
  const std::optional<absl::string_view> secret = SecretIn(authorization);
  if (!secret) return NotInForce();
  const auto place = PlaceOf(*secret);
  if (!place) return NotInForce();
  const std::shared_ptr<const Credential> credential =
      known_.FindCredential(absl::StrCat(place->first, "/", place->second));
  if (credential == nullptr) return std::nullopt;
  const std::shared_ptr<const Person> person =
      known_.FindPerson(credential->person);
  if (person == nullptr) return std::nullopt;
  return Judge(*secret, credential.get(), person.get());
}

Identities::Answer Identities::Identify(absl::string_view authorization,
                                        absl::Time deadline) {
  if (std::optional<Answer> known = TryIdentify(authorization)) {
    return *std::move(known);
  }
  const absl::string_view secret = *SecretIn(authorization);
  const auto [collection, id] = *PlaceOf(secret);
  const CallLimits limits{.deadline = deadline};
  absl::StatusOr<Record> found =
      store_.Get(kGlobalPartition, collection, id, limits);
  if (absl::IsNotFound(found.status())) return NotInForce();
  RETURN_IF_ERROR(found.status());
  const std::shared_ptr<const Credential> credential =
      DecodeCredential(collection, id, found->value);
  if (credential == nullptr) return NotInForce();
  absl::StatusOr<Record> record = store_.Get(
      kGlobalPartition, kPeopleCollection, credential->person, limits);
  if (absl::IsNotFound(record.status())) return NotInForce();
  RETURN_IF_ERROR(record.status());
  return Judge(secret, credential.get(), DecodePerson(record->value).get());
}

std::vector<std::string> Identities::Known::collections() const {
  return {kPeopleCollection, kSessionsCollection, kTokensCollection};
}

void Identities::Known::Load(std::vector<Record> records, Revision) {
  absl::MutexLock lock(&mutex_);
  credentials_.clear();
  people_.clear();
  for (const Record& record : records) {
    Take(record.collection, record.id, &record.value);
  }
}

void Identities::Known::Apply(absl::Span<const Change> changes, Revision) {
  absl::MutexLock lock(&mutex_);
  for (const Change& change : changes) {
    Take(change.collection, change.id,
         change.deleted ? nullptr : &change.value);
  }
}

void Identities::Known::Take(const std::string& collection,
                             const std::string& id, const std::string* value) {
  if (collection == kPeopleCollection) {
    people_[id] = value == nullptr ? nullptr : DecodePerson(*value);
    if (people_[id] == nullptr) people_.erase(id);
    return;
  }
  const std::string key = absl::StrCat(collection, "/", id);
  credentials_[key] =
      value == nullptr ? nullptr : DecodeCredential(collection, id, *value);
  if (credentials_[key] == nullptr) credentials_.erase(key);
}

std::shared_ptr<const Identities::Credential> Identities::Known::FindCredential(
    const std::string& key) const {
  absl::ReaderMutexLock lock(&mutex_);
  const auto found = credentials_.find(key);
  return found == credentials_.end() ? nullptr : found->second;
}

std::shared_ptr<const Identities::Person> Identities::Known::FindPerson(
    const std::string& id) const {
  absl::ReaderMutexLock lock(&mutex_);
  const auto found = people_.find(id);
  return found == people_.end() ? nullptr : found->second;
}

}  // namespace duikou
