#include "services/progress/testing/ledger_world.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/civil_time.h"
#include "matcher/base/check.h"
#include "services/programme/testing/small_programme.h"
#include "services/progress/ledger_names.h"

namespace duikou::testing {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::LedgerEntry;

std::string WithNames(const std::string& text) {
  return absl::StrReplaceAll(text, {{"@", absl::StrCat(kHubei, "/")}});
}

// A record of this role.
template <typename T>
void PutOwn(Store& store, const char* collection, const char* id,
            const std::string& text) {
  T resource = Parse<T>(WithNames(text));
  resource.set_name(absl::StrCat(kHubei, "/", collection, "/", id));
  CommitRequest commit{.partition = "hubei"};
  commit.mutations.push_back(Mutation::Put(collection, id,
                                           resource.SerializeAsString(),
                                           ::duikou::Expectation::Absent()));
  const auto done = store.Commit(commit);
  DUIKOU_CHECK(done.ok()) << done.status().ToString();
}

void WriteRecords(Store& store) {
  WriteSmallProgramme(store);
  for (const auto& [id, unit, kind, fen] :
       {std::tuple("city--2015--grant", "city", "grant", 1000),
        std::tuple("city--2015--coop", "city", "coop", 2000),
        std::tuple("fund--2015--grant", "fund", "grant", 300)}) {
    PutText(store, "quotas", id,
            absl::StrCat("unit: '@units/", unit, "' year: 2015 fund_kind: '",
                         kind, "' amount_fen: ", fen));
  }
  PutText(store, "commitments", "m-1",
          "supporter: '@units/city' project: '@projects/tea-1' "
          "fund_kind: 'grant' year: 2015 amount_fen: 700");
  PutOwn<pb::Indicator>(store, "indicators", "jobs",
                        "display_name { zh: '就业' } measure: MEASURE_COUNT");
  PutOwn<pb::Indicator>(store, "indicators", "labour",
                        "display_name { zh: '劳务' } measure: MEASURE_COUNT "
                        "by_labour_form: true");
  PutOwn<pb::Indicator>(store, "indicators", "green",
                        "display_name { zh: '绿化率' } measure: MEASURE_RATE");
  PutOwn<pb::Agreement>(
      store, "agreements", "hotel-deal",
      "display_name { zh: '江畔酒店' } supporter: '@units/city' "
      "recipient: '@units/county' project: '@projects/hotel' "
      "placements { area: '@areas/dianjun' sector: '@sectors/tourism' "
      "parts: 10000 } sign_date: '2015-03-01'");
}

template <typename T>
T MustHave(absl::StatusOr<T> result) {
  DUIKOU_CHECK(result.ok()) << result.status().ToString();
  return *std::move(result);
}

}  // namespace

LedgerWorld::LedgerWorld(Store& store)
    : store_(store),
      clock_(absl::FromCivil(absl::CivilDay(2016, 6, 15), absl::UTCTimeZone())),
      ledger_(store, clock_, ids_),
      settlements_(store, clock_, ids_),
      verifier_(store) {
  WriteRecords(store);
}

std::unique_ptr<CallContext> LedgerWorld::CallOf(absl::string_view person,
                                                 const Reach& reach) {
  auto call = std::make_unique<CallContext>(
      CallOptions{.method = "duikou.progress.v1.ProgressService/Test"}, ids_);
  Caller caller;
  caller.actor = absl::StrCat("people/", person);
  caller.signed_in = true;
  call->SetCaller(std::make_shared<const Caller>(std::move(caller)));
  call->SetReach(reach);
  return call;
}

std::unique_ptr<CallContext> LedgerWorld::Office() {
  return CallOf("office", Reach::All());
}

std::unique_ptr<CallContext> LedgerWorld::Supporter(absl::string_view person,
                                                    absl::string_view unit) {
  Reach reach;
  reach.supporter.units.push_back(std::string(unit));
  return CallOf(person, reach);
}

std::unique_ptr<CallContext> LedgerWorld::Recipient(absl::string_view person,
                                                    absl::string_view unit) {
  Reach reach;
  reach.recipient.units.push_back(std::string(unit));
  return CallOf(person, reach);
}

LedgerEntry LedgerWorld::Entry(const std::string& more) {
  LedgerEntry entry = Parse<LedgerEntry>(WithNames(R"pb(
    supporter: "@units/city"
    recipient: "@units/county"
    date: "2015-06-01"
    figure_source: FIGURE_SOURCE_SUPPORTER
    source_document: "凭证 1")pb"));
  DUIKOU_CHECK(google::protobuf::TextFormat::Parser().MergeFromString(
      WithNames(more), &entry))
      << more;
  return entry;
}

LedgerEntry LedgerWorld::Money(int64_t fen, const std::string& more) {
  return Entry(absl::StrCat(
      "disbursement { fund_kind: 'grant' amount_fen: ", fen, " } ", more));
}

absl::StatusOr<LedgerEntry> LedgerWorld::Create(CallContext& call,
                                                const LedgerEntry& entry,
                                                const std::string& request_id) {
  pb::CreateLedgerEntryRequest request;
  request.set_parent(kHubei);
  *request.mutable_ledger_entry() = entry;
  request.set_request_id(request_id);
  return ledger_.CreateLedgerEntry(call, request);
}

absl::StatusOr<LedgerEntry> LedgerWorld::Confirm(CallContext& call,
                                                 const std::string& name) {
  pb::ConfirmLedgerEntryRequest request;
  request.set_name(name);
  return ledger_.ConfirmLedgerEntry(call, request);
}

absl::StatusOr<LedgerEntry> LedgerWorld::Dispute(CallContext& call,
                                                 const std::string& name) {
  pb::DisputeLedgerEntryRequest request;
  request.set_name(name);
  request.set_reason("未到账");
  return ledger_.DisputeLedgerEntry(call, request);
}

absl::StatusOr<LedgerEntry> LedgerWorld::Reverse(
    CallContext& call, const std::string& name, const std::string& request_id) {
  pb::ReverseLedgerEntryRequest request;
  request.set_name(name);
  request.set_reason("录入有误");
  request.set_request_id(request_id);
  return ledger_.ReverseLedgerEntry(call, request);
}

LedgerEntry LedgerWorld::Get(const std::string& name) {
  pb::GetLedgerEntryRequest request;
  request.set_name(name);
  return MustHave(ledger_.GetLedgerEntry(*Office(), request));
}

pb::LedgerAccount LedgerWorld::Account(const std::string& id) {
  pb::LedgerAccount account;
  const auto record = store_.Get("hubei", kAccountCollection, id);
  if (absl::IsNotFound(record.status())) return account;
  DUIKOU_CHECK(record.ok() && account.ParseFromString(record->value));
  return account;
}

pb::Settlement LedgerWorld::Settlement(const std::string& id) {
  pb::GetSettlementRequest request;
  request.set_name(absl::StrCat(kHubei, "/settlements/", id));
  return MustHave(settlements_.GetSettlement(*Office(), request));
}

absl::StatusOr<pb::Settlement> LedgerWorld::Sign(const std::string& id) {
  pb::SignSettlementRequest request;
  request.set_name(absl::StrCat(kHubei, "/settlements/", id));
  request.set_figures_digest(Settlement(id).figures_digest());
  return settlements_.SignSettlement(*Office(), request);
}

absl::StatusOr<pb::Settlement> LedgerWorld::Settle(const std::string& id) {
  pb::SettleYearRequest request;
  request.set_name(absl::StrCat(kHubei, "/settlements/", id));
  request.set_figures_digest(Settlement(id).figures_digest());
  return settlements_.SettleYear(*Office(), request);
}

pb::Settlement LedgerWorld::Close(const std::string& id) {
  MustHave(Sign(id));
  return MustHave(Settle(id));
}

pb::VerifyLedgerResponse LedgerWorld::Verify() {
  pb::VerifyLedgerRequest request;
  request.set_parent(kHubei);
  return MustHave(verifier_.VerifyLedger(*Office(), request));
}

}  // namespace duikou::testing
