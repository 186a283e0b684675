#include "services/matching/testing/ranking_text.h"

#include "absl/strings/str_cat.h"
#include "services/rpc/resource_name.h"

namespace duikou::testing {

std::string RankingText(const google::protobuf::RepeatedPtrField<
                            matching::v1::Recommendation>& recommendations,
                        bool of_supporters) {
  std::string text;
  for (const matching::v1::Recommendation& entry : recommendations) {
    absl::StrAppend(&text, entry.rank(), " ",
                    LastId(of_supporters ? entry.supporter() : entry.project()),
                    " ", entry.score(), " ", entry.fund_kind(), " =");
    for (const matching::v1::ScorePart& part : entry.parts()) {
      absl::StrAppend(&text, " ", part.points());
    }
    text += '\n';
  }
  return text;
}

std::string RankingText(const std::vector<OracleRow>& rows,
                        const Instance& instance) {
  std::string text;
  int rank = 0;
  for (const OracleRow& row : rows) {
    absl::StrAppend(&text, ++rank, " ", row.id, " ", row.score, " ",
                    row.kind == kNone ? "" : instance.kind_names[row.kind],
                    " =");
    for (const int32_t part : row.parts) absl::StrAppend(&text, " ", part);
    text += '\n';
  }
  return text;
}

}  // namespace duikou::testing
