// AuditMethods: the methods of AccessService about the audit trail.
//
//   AuditMethods audit(store, key, kept_heads);
//   audit.List(call, request);      // StatusOr<ListAuditEntriesResponse>
//   audit.Export(call, request, [&](const ExportAuditEntriesResponse& piece) {
//     return stream.Write(piece);
//   });
//
// `parent` is a programme, there or gone, or `programmes/-` for what belongs to
// none. Whoever may call them sees all of it: the methods do not look at the
// call's reach beyond that.
#ifndef DUIKOU_SERVICES_ACCESS_AUDIT_METHODS_H_
#define DUIKOU_SERVICES_ACCESS_AUDIT_METHODS_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/access/v1/access_service.pb.h"
#include "google/protobuf/message.h"
#include "services/access/audit_entries.h"
#include "services/access/audit_key.h"
#include "services/access/audit_resources.h"
#include "services/access/kept_heads.h"
#include "services/rpc/call_context.h"
#include "services/store/store.h"

namespace duikou {

// Where the pieces of a file go; an error ends the export with it.
using AuditExportSink = absl::FunctionRef<absl::Status(
    const access::v1::ExportAuditEntriesResponse&)>;

// Thread-safe after the last Add.
class AuditMethods {
 public:
  // All outlive it.
  AuditMethods(Store& store, const AuditKey& key, const KeptHeads& kept)
      : store_(store), key_(key), kept_(kept) {}

  // A resource that the entries are to name, and whose changes they are to
  // tell, beside those below programmes; see AuditResources.
  void Add(absl::string_view pattern,
           const google::protobuf::Message& prototype) {
    resources_.Add(pattern, prototype);
  }

  // Newest first. A page may be short, even empty, and still not be the last.
  absl::StatusOr<access::v1::ListAuditEntriesResponse> List(
      CallContext& call, const access::v1::ListAuditEntriesRequest& request);

  absl::Status Export(CallContext& call,
                      const access::v1::ExportAuditEntriesRequest& request,
                      AuditExportSink sink);

  // INVALID_ARGUMENT where a checkpoint is another programme's.
  absl::StatusOr<access::v1::VerifyAuditResponse> Verify(
      CallContext& call, const access::v1::VerifyAuditRequest& request);

  absl::StatusOr<access::v1::AuditCheckpoint> GetCheckpoint(
      CallContext& call, const access::v1::GetAuditCheckpointRequest& request);

 private:
  // The partition of a parent. NOT_FOUND where there is no such programme and
  // never was.
  absl::StatusOr<std::string> PartitionOf(CallContext& call,
                                          const std::string& parent);
  absl::Status ForEachSealed(
      CallContext& call, const std::string& partition, int64_t end,
      const AuditEntries& entries,
      absl::FunctionRef<absl::Status(std::vector<access::v1::AuditEntry>)>
          visit);

  Store& store_;
  const AuditKey& key_;
  const KeptHeads& kept_;
  AuditResources resources_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_AUDIT_METHODS_H_
