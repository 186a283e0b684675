// What the stages of an agreement are called.
//
//   NamesOf(Agreement::STAGE_BUILDING).zh   // "在建"
#ifndef DUIKOU_SERVICES_PROGRESS_AGREEMENT_STAGE_H_
#define DUIKOU_SERVICES_PROGRESS_AGREEMENT_STAGE_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "duikou/progress/v1/progress_service.pb.h"

namespace duikou {

struct StageNames {
  progress::v1::Agreement::Stage stage;
  absl::string_view key;  // in sheets and the keys of figures
  absl::string_view zh;
  absl::string_view en;
};

// All stages, in their order.
absl::Span<const StageNames> AllStageNames();

// Those of negotiating where no stage is said.
const StageNames& NamesOf(progress::v1::Agreement::Stage stage);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_AGREEMENT_STAGE_H_
