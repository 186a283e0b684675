#include "services/catalogue/bind.h"

#include <memory>

#include "services/catalogue/catalogue_service.h"

namespace duikou {

absl::Status BindCatalogue(const HostContext& host, Bindings& bindings) {
  bindings.AddService(CatalogueServiceImpl::kName,
                      std::make_unique<CatalogueServiceImpl>(host));
  return absl::OkStatus();
}

}  // namespace duikou
