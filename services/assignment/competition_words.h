// What decides on an application, in Chinese and English.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_COMPETITION_WORDS_H_
#define DUIKOU_SERVICES_ASSIGNMENT_COMPETITION_WORDS_H_

#include "duikou/assignment/v1/competition_service.pb.h"
#include "duikou/type/v1/text.pb.h"
#include "matcher/assignment/competition.h"

namespace duikou {

assignment::v1::AwardReason ToWire(AwardReason reason);

type::v1::LocalizedText AwardText(const assignment::v1::Call& notice,
                                  const CompetitionEntry& entry,
                                  const CompetitionPlace& place);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_COMPETITION_WORDS_H_
