// What a plan says in words, in Chinese and English.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_PLAN_WORDS_H_
#define DUIKOU_SERVICES_ASSIGNMENT_PLAN_WORDS_H_

#include <cstdint>
#include <string>

#include "absl/numeric/int128.h"
#include "absl/strings/string_view.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "duikou/type/v1/text.pb.h"

namespace duikou {

type::v1::LocalizedText BothWords(std::string zh, std::string en);

// Points × fen as fen at the full score (10,000 points), rounded down or up;
// what int64 does not hold becomes its nearest.
int64_t FenDown(absl::int128 points);
int64_t FenUp(absl::int128 points);

// The gap in basis points of the bound, rounded up, at most 1,000,000.
int32_t GapBasisPoints(absl::int128 value, absl::int128 bound);

// `12.5万元` and `125,000 yuan`.
std::string AmountZh(int64_t fen);
std::string AmountEn(int64_t fen);

// The last ids of the names stand for their subjects.
type::v1::LocalizedText RuleText(const assignment::v1::RuleCase& rule);
type::v1::LocalizedText BalanceText(
    const assignment::v1::SupporterBalance& balance);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_PLAN_WORDS_H_
