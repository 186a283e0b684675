#include "services/profiles/bind.h"

#include <memory>

#include "services/profiles/profiles_service.h"

namespace duikou {

absl::Status BindProfiles(const HostContext& host, Bindings& bindings) {
  bindings.AddService(profiles::v1::ProfilesService::service_full_name(),
                      std::make_unique<ProfilesServiceImpl>(host));
  return absl::OkStatus();
}

}  // namespace duikou
