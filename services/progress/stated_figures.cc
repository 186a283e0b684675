#include "services/progress/stated_figures.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;

bool IsFigureKey(absl::string_view key) {
  return std::all_of(key.begin(), key.end(), [](unsigned char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-' ||
           c == '.';
  });
}

absl::Status PrepareStated(WriteContext& context, const pb::StatedFigure*,
                           pb::StatedFigure& stated) {
  if (!IsFigureKey(stated.figure())) {
    return context.Invalid("figure",
                           "is letters a-z, digits, hyphens and dots");
  }
  if (stated.value_case() == pb::StatedFigure::VALUE_NOT_SET) {
    return context.Invalid("value", "is missing: say what is stated");
  }
  return absl::OkStatus();
}

}  // namespace

Resource<pb::StatedFigure> StatedFigureResource() {
  return {.pattern = "programmes/{programme}/statedFigures/{stated_figure}",
          .field = "stated_figure",
          .id_prefix = "f-",
          .prepare = PrepareStated};
}

absl::StatusOr<pb::ListStatedFiguresResponse> StatedFigures::List(
    CallContext& call, const pb::ListStatedFiguresRequest& request) {
  return methods_.List<pb::ListStatedFiguresResponse>(
      call, request, [&](const pb::StatedFigure& stated) {
        return (request.figure().empty() ||
                stated.figure() == request.figure()) &&
               (request.year() == 0 || stated.year() == request.year());
      });
}

}  // namespace duikou
