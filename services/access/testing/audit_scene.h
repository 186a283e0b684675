// AuditScene: a store with history and audit trail over any kind of store, for
// tests of the trail.
//
//   MemoryStore memory;
//   AuditScene scene(memory);
//   scene.Put("a", "one");
//   scene.Seal();
//   scene.Tamper({Mutation::Delete(kAuditChain, AuditEntryId(1), …)});
//   EXPECT_THAT(scene.Verify(), ElementsAre("REMOVED 1"));
#ifndef DUIKOU_SERVICES_ACCESS_TESTING_AUDIT_SCENE_H_
#define DUIKOU_SERVICES_ACCESS_TESTING_AUDIT_SCENE_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "duikou/access/v1/access_service.pb.h"
#include "duikou/type/v1/audit_record.pb.h"
#include "prometheus/registry.h"
#include "services/access/audit_key.h"
#include "services/access/audit_sealer.h"
#include "services/access/audit_verifier.h"
#include "services/access/kept_heads.h"
#include "services/base/clock.h"
#include "services/base/json_log.h"
#include "services/store/history_store.h"
#include "services/store/store.h"

namespace duikou {

// Its programme is "hubei", whose collection "c" it writes.
class AuditScene {
 public:
  static constexpr char kPartition[] = "hubei";
  static constexpr char kCollection[] = "c";

  // Creates the programme, and seals that. `inner` outlives the scene.
  explicit AuditScene(Store& inner);

  Store& store() { return history_; }
  Store& inner() { return inner_; }
  SimulatedClock& clock() { return clock_; }
  AuditSealer& sealer() { return *sealer_; }
  const AuditKey& key() const { return key_; }
  KeptHeads& kept() { return *kept_; }
  spdlog::logger& logger() { return *logger_; }
  // Further ones of other processes, on the same store and key.
  std::unique_ptr<AuditSealer> MakeSealer(Store& store, KeptHeads& kept,
                                          AuditSealerOptions options = {});

  // One commit each, which succeeds.
  void Put(absl::string_view id, absl::string_view value);
  void Delete(absl::string_view id);
  // `count` commits and the seals over them.
  void PutSealed(int count);
  void Seal();

  // A commit past history and audit, as one who has the store could make it.
  void Tamper(std::vector<Mutation> mutations);
  // Changes a sealed entry where it is.
  void AlterEntry(
      int64_t number,
      const std::function<void(type::v1::SealedAuditRecord&)>& change);
  std::string ValueAt(absl::string_view collection, absl::string_view id);

  // "KIND number" of each problem. With the head that the scene kept, too.
  std::vector<std::string> Verify(
      const std::vector<AuditVerifier::KeptSeal>& checkpoints = {},
      bool with_kept = true);
  access::v1::VerifyAuditResponse VerifyWhole(
      const std::vector<AuditVerifier::KeptSeal>& checkpoints = {},
      bool with_kept = true);

 private:
  void CommitNow(std::vector<Mutation> mutations);

  Store& inner_;
  SimulatedClock clock_{absl::FromUnixSeconds(1'400'000'000)};
  HistoryStore history_;
  const std::shared_ptr<spdlog::logger> logger_ = MakeSilentLogger();
  std::vector<std::unique_ptr<prometheus::Registry>> registries_;
  const AuditKey key_ = AuditKey::Random();
  std::unique_ptr<KeptHeads> kept_;
  std::unique_ptr<AuditSealer> sealer_;
  int calls_ = 0;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_TESTING_AUDIT_SCENE_H_
