// Etags: the text of the revision that wrote a resource.
//
//   project.set_etag(EtagOf(record.revision));
//   RETURN_IF_ERROR(CheckEtag(request.etag(), record.revision, name));
#ifndef DUIKOU_SERVICES_RPC_ETAG_H_
#define DUIKOU_SERVICES_RPC_ETAG_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/store/store.h"

namespace duikou {

// A quoted opaque text, never empty.
std::string EtagOf(Revision revision);

// OK where `etag` is empty or that of `revision`, else ABORTED naming the
// resource.
absl::Status CheckEtag(absl::string_view etag, Revision revision,
                       absl::string_view name);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_ETAG_H_
