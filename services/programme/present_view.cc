#include "services/programme/present_view.h"

#include "matcher/base/status_macros.h"

namespace duikou {

absl::StatusOr<std::shared_ptr<ProgrammeView>> PresentView(
    CallContext& call, Store& store, ProgrammeViews& programmes,
    const std::string& programme) {
  ASSIGN_OR_RETURN(const Revision head,
                   store.WaitForChange(programme, 0, call.limits()));
  call.SetMinRevisions({{programme, head}});
  return programmes.Get(call, programme);
}

}  // namespace duikou
