// Rankings as text, a line an entry, the same from the service's answers and
// from the oracle, so that a difference shows as one.
#ifndef DUIKOU_SERVICES_MATCHING_TESTING_RANKING_TEXT_H_
#define DUIKOU_SERVICES_MATCHING_TESTING_RANKING_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "google/protobuf/repeated_field.h"
#include "matcher/testing/instance.h"
#include "matcher/testing/oracle.h"

namespace duikou::testing {

// `1 p-00017 8210 kind-1 =2400 2000 …`
std::string RankingText(const google::protobuf::RepeatedPtrField<
                            matching::v1::Recommendation>& recommendations,
                        bool of_supporters);
std::string RankingText(const std::vector<OracleRow>& rows,
                        const Instance& instance);

}  // namespace duikou::testing

#endif  // DUIKOU_SERVICES_MATCHING_TESTING_RANKING_TEXT_H_
