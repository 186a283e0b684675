#include "services/progress/agreement_stage.h"

namespace duikou {
namespace {

using progress::v1::Agreement;

constexpr StageNames kStages[] = {
    {Agreement::STAGE_NEGOTIATING, "negotiating", "洽谈", "Negotiating"},
    {Agreement::STAGE_PREPARING, "preparing", "前期", "Preparing"},
    {Agreement::STAGE_BUILDING, "building", "在建", "Under construction"},
    {Agreement::STAGE_IN_PRODUCTION, "in-production", "投产", "In production"},
    {Agreement::STAGE_TERMINATED, "terminated", "终止", "Given up"},
};

}  // namespace

absl::Span<const StageNames> AllStageNames() { return kStages; }

const StageNames& NamesOf(Agreement::Stage stage) {
  for (const StageNames& names : kStages) {
    if (names.stage == stage) return names;
  }
  return kStages[0];
}

}  // namespace duikou
