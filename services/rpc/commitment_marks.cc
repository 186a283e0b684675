#include "services/rpc/commitment_marks.h"

#include <memory>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"
#include "services/rpc/resource_name.h"
#include "services/store/reference_mark.h"

namespace duikou {
namespace {

// The year that is settled with what was committed for it.
constexpr char kYears[] = "settlements";

std::string YearId(absl::string_view unit, int year) {
  return absl::StrCat(unit, "--", year);
}

}  // namespace

void RenewCommitmentMark(WriteContext& context,
                         const profiles::v1::Commitment& commitment) {
  using Renewed = absl::flat_hash_set<std::string>;
  const auto renewed =
      context.Memo<Renewed>("renewed commitment marks",
                            []() -> absl::StatusOr<std::unique_ptr<Renewed>> {
                              return std::make_unique<Renewed>();
                            });
  DUIKOU_CHECK(renewed.ok()) << renewed.status();
  const std::string id =
      YearId(LastId(commitment.supporter()), commitment.year());
  if ((*renewed)->insert(id).second) context.Add(MarkReference(kYears, id));
}

absl::Status ReadCommitmentMark(WriteContext& context, absl::string_view unit,
                                int year) {
  return context
      .FindRecord(kReferenceMarks, ReferenceMarkId(kYears, YearId(unit, year)))
      .status();
}

}  // namespace duikou
