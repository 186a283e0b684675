#include "services/access/testing/audit_scene.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "gtest/gtest.h"
#include "services/access/audit_chain.h"

namespace duikou {

using access::v1::AuditProblem;
using access::v1::VerifyAuditResponse;
using type::v1::SealedAuditRecord;

AuditScene::AuditScene(Store& inner)
    : inner_(inner), history_(inner, clock_), kept_(*KeptHeads::Open("")) {
  sealer_ = MakeSealer(history_, *kept_);
  CommitRequest programme;
  programme.partition = "-";
  programme.mutations = {
      Mutation::Put("programmes", kPartition, "", Expectation::Any())};
  EXPECT_TRUE(history_.Commit(programme).ok());
  Seal();
}

std::unique_ptr<AuditSealer> AuditScene::MakeSealer(
    Store& store, KeptHeads& kept, AuditSealerOptions options) {
  registries_.push_back(std::make_unique<prometheus::Registry>());
  return std::make_unique<AuditSealer>(
      store, clock_, *logger_, *registries_.back(), key_, kept, options);
}

void AuditScene::CommitNow(std::vector<Mutation> mutations) {
  clock_.Advance(absl::Seconds(1));
  CommitRequest commit;
  commit.partition = kPartition;
  commit.mutations = std::move(mutations);
  commit.origin = {"people/li", "Service/Write",
                   absl::StrCat("call-", ++calls_), "10.0.0.7"};
  const auto done = history_.Commit(commit);
  EXPECT_TRUE(done.ok()) << done.status();
}

void AuditScene::Put(absl::string_view id, absl::string_view value) {
  CommitNow(
      {Mutation::Put(kCollection, id, std::string(value), Expectation::Any())});
}

void AuditScene::Delete(absl::string_view id) {
  CommitNow({Mutation::Delete(kCollection, id, Expectation::Any())});
}

void AuditScene::PutSealed(int count) {
  for (int i = 0; i < count; ++i) Put(absl::StrCat("r", i), "one");
  Seal();
}

void AuditScene::Seal() {
  const absl::Status status = sealer_->SealAll();
  EXPECT_TRUE(status.ok()) << status;
}

void AuditScene::Tamper(std::vector<Mutation> mutations) {
  CommitRequest commit;
  commit.partition = kPartition;
  commit.mutations = std::move(mutations);
  for (Mutation& mutation : commit.mutations) mutation.in_feed = false;
  const auto done = inner_.Commit(commit);
  EXPECT_TRUE(done.ok()) << done.status();
}

std::string AuditScene::ValueAt(absl::string_view collection,
                                absl::string_view id) {
  const auto record = inner_.Get(kPartition, collection, id);
  EXPECT_TRUE(record.ok()) << collection << "/" << id << record.status();
  return record.ok() ? record->value : "";
}

void AuditScene::AlterEntry(
    int64_t number, const std::function<void(SealedAuditRecord&)>& change) {
  SealedAuditRecord entry;
  EXPECT_TRUE(
      entry.ParseFromString(ValueAt(kAuditChain, AuditEntryId(number))));
  change(entry);
  Tamper({Mutation::Put(kAuditChain, AuditEntryId(number),
                        entry.SerializeAsString(), Expectation::Any())});
}

VerifyAuditResponse AuditScene::VerifyWhole(
    const std::vector<AuditVerifier::KeptSeal>& checkpoints, bool with_kept) {
  std::vector<AuditVerifier::KeptSeal> seals = checkpoints;
  const auto kept = kept_->Get(kPartition);
  if (with_kept && kept.has_value())
    seals.emplace_back(kept->number, kept->seal);
  AuditVerifier verifier(history_, key_, kPartition);
  auto found = verifier.Verify(seals, {}, [] { return absl::OkStatus(); });
  EXPECT_TRUE(found.ok()) << found.status();
  return found.ok() ? *std::move(found) : VerifyAuditResponse();
}

std::vector<std::string> AuditScene::Verify(
    const std::vector<AuditVerifier::KeptSeal>& checkpoints, bool with_kept) {
  std::vector<std::string> lines;
  const VerifyAuditResponse found = VerifyWhole(checkpoints, with_kept);
  for (const AuditProblem& problem : found.problems()) {
    std::string kind = AuditProblem::Kind_Name(problem.kind());
    lines.push_back(
        absl::StrCat(absl::StripPrefix(kind, "KIND_"), " ", problem.number()));
    EXPECT_FALSE(problem.text().zh().empty());
    EXPECT_FALSE(problem.text().en().empty());
  }
  return lines;
}

}  // namespace duikou
