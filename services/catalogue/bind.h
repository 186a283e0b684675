// How the catalogue becomes a role of a server.
#ifndef DUIKOU_SERVICES_CATALOGUE_BIND_H_
#define DUIKOU_SERVICES_CATALOGUE_BIND_H_

#include "absl/status/status.h"
#include "services/rpc/host.h"

namespace duikou {

absl::Status BindCatalogue(const HostContext& host, Bindings& bindings);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_CATALOGUE_BIND_H_
