#include "services/assignment/competition_words.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/assignment/plan_words.h"
#include "services/base/violation.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;
using pb::Call;
using type::v1::LocalizedText;

struct StateWords {
  const char* zh;
  const char* en;
};

StateWords WordsOf(Call::State state) {
  switch (state) {
    case Call::STATE_DRAFT:
      return {"草稿", "a draft"};
    case Call::STATE_OPEN:
      return {"申报中", "open"};
    case Call::STATE_SCORING:
      return {"评审中", "being scored"};
    case Call::STATE_AWARDED:
      return {"已公布", "awarded"};
    case Call::STATE_CANCELLED:
      return {"已取消", "cancelled"};
    default:
      return {"未知状态", "in no state"};
  }
}

// Out of 100.
std::string PercentOf(Score score) {
  return absl::StrFormat("%d.%02d", score / 100, score % 100);
}

LocalizedText TextOfAward(const CompetitionPlace& place) {
  const int64_t fen = place.awarded.fen();
  switch (place.reason) {
    case AwardReason::kMostShare:
      return BothWords(
          absl::StrCat("按单项上限 ", AmountZh(fen), " 支持"),
          absl::StrCat("the most for one application, ", AmountEn(fen)));
    case AwardReason::kOpenNeed:
      return BothWords(
          absl::StrCat("按项目待落实资金 ", AmountZh(fen), " 支持"),
          absl::StrCat("what its project still needs, ", AmountEn(fen)));
    case AwardReason::kRest:
      return BothWords(
          absl::StrCat("部分支持：总额余下 ", AmountZh(fen)),
          absl::StrCat("in part: what is left of the amount, ", AmountEn(fen)));
    default:
      return BothWords("全额支持", "all that it asks for");
  }
}

LocalizedText TextOfRefusal(const pb::Call& notice,
                            const CompetitionEntry& entry,
                            const CompetitionPlace& place) {
  switch (place.reason) {
    case AwardReason::kNothingLeft:
      return BothWords("总额已分配完", "nothing is left of the amount");
    case AwardReason::kRestTooSmall:
      return BothWords(
          absl::StrCat("总额仅余 ", AmountZh(place.left.fen()),
                       "，低于可接受的最低额 ", AmountZh(place.least.fen())),
          absl::StrCat("what is left, ", AmountEn(place.left.fen()),
                       ", is less than the least it can use, ",
                       AmountEn(place.least.fen())));
    case AwardReason::kBelowLeastScore:
      return BothWords(
          absl::StrCat("得分 ", PercentOf(place.score), " 低于最低分 ",
                       PercentOf(notice.least_score())),
          absl::StrCat("its score, ", PercentOf(place.score),
                       ", is below the least, ",
                       PercentOf(notice.least_score())));
    case AwardReason::kNothingNeeded:
      return BothWords(
          absl::StrCat("项目待落实资金仅 ", AmountZh(entry.open.fen())),
          absl::StrCat("its project needs only ", AmountEn(entry.open.fen()),
                       " more"));
    default:
      return BothWords("尚未评分", "it is not scored yet");
  }
}

}  // namespace

const char* StateZh(Call::State state) { return WordsOf(state).zh; }

const char* StateEn(Call::State state) { return WordsOf(state).en; }

absl::Status NotIn(const Call& notice, Call::State wanted) {
  return Refused(
      absl::StatusCode::kFailedPrecondition, notice.name(),
      absl::StrCat("须为", StateZh(wanted), "，现为", StateZh(notice.state())),
      absl::StrCat("is not ", StateEn(wanted), "; it is ",
                   StateEn(notice.state())));
}

pb::AwardReason ToWire(AwardReason reason) {
  switch (reason) {
    case AwardReason::kAll:
      return pb::AWARD_REASON_ALL;
    case AwardReason::kMostShare:
      return pb::AWARD_REASON_MOST_SHARE;
    case AwardReason::kOpenNeed:
      return pb::AWARD_REASON_OPEN_NEED;
    case AwardReason::kRest:
      return pb::AWARD_REASON_REST;
    case AwardReason::kNothingLeft:
      return pb::AWARD_REASON_NOTHING_LEFT;
    case AwardReason::kRestTooSmall:
      return pb::AWARD_REASON_REST_TOO_SMALL;
    case AwardReason::kBelowLeastScore:
      return pb::AWARD_REASON_BELOW_LEAST_SCORE;
    case AwardReason::kNothingNeeded:
      return pb::AWARD_REASON_NOTHING_NEEDED;
    case AwardReason::kNotScored:
      break;
  }
  return pb::AWARD_REASON_NOT_SCORED;
}

LocalizedText AwardText(const pb::Call& notice, const CompetitionEntry& entry,
                        const CompetitionPlace& place) {
  return place.awarded > Money() ? TextOfAward(place)
                                 : TextOfRefusal(notice, entry, place);
}

}  // namespace duikou
