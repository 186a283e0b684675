// What a competition says in words, in Chinese and English: how far a call is,
// and what decides on an application.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_COMPETITION_WORDS_H_
#define DUIKOU_SERVICES_ASSIGNMENT_COMPETITION_WORDS_H_

#include "absl/status/status.h"
#include "duikou/assignment/v1/competition_service.pb.h"
#include "duikou/type/v1/text.pb.h"
#include "matcher/assignment/competition.h"

namespace duikou {

// `申报中`, `open`; continues "it is".
const char* StateZh(assignment::v1::Call::State state);
const char* StateEn(assignment::v1::Call::State state);

// FAILED_PRECONDITION: the call is not in this state, but in its own.
absl::Status NotIn(const assignment::v1::Call& notice,
                   assignment::v1::Call::State wanted);

assignment::v1::AwardReason ToWire(AwardReason reason);

type::v1::LocalizedText AwardText(const assignment::v1::Call& notice,
                                  const CompetitionEntry& entry,
                                  const CompetitionPlace& place);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_COMPETITION_WORDS_H_
