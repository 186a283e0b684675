// Opens the store that --store names.
#ifndef DUIKOU_SERVICES_MAIN_OPEN_STORE_H_
#define DUIKOU_SERVICES_MAIN_OPEN_STORE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/store/store.h"

namespace duikou {

// `sqlite:PATH` (its directory is made), `redis://…` or `memory:`.
// INVALID_ARGUMENT where it is none of these; else what the store says.
absl::StatusOr<std::unique_ptr<Store>> OpenStore(const std::string& name);

// Whether no other process can have the store open while this one has.
bool IsOfOneProcess(const std::string& name);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MAIN_OPEN_STORE_H_
