// The view of a programme as it is in the store now, for what decides on money.
#ifndef DUIKOU_SERVICES_PROGRAMME_PRESENT_VIEW_H_
#define DUIKOU_SERVICES_PROGRAMME_PRESENT_VIEW_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/programme/programme_view.h"
#include "services/programme/programme_views.h"
#include "services/rpc/call_context.h"
#include "services/store/store.h"

namespace duikou {

// Waits, as long as the call lives, until the view has all that the store holds
// when it is asked for. NOT_FOUND where there is no such programme.
absl::StatusOr<std::shared_ptr<ProgrammeView>> PresentView(
    CallContext& call, Store& store, ProgrammeViews& programmes,
    const std::string& programme);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRAMME_PRESENT_VIEW_H_
