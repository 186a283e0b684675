// What a timetable breaks, and what clashes, in messages and words. Pure.
#ifndef DUIKOU_SERVICES_FAIR_FAULT_WORDS_H_
#define DUIKOU_SERVICES_FAIR_FAULT_WORDS_H_

#include <string>

#include "duikou/fair/v1/timetable_service.pb.h"
#include "duikou/type/v1/text.pb.h"
#include "matcher/fair/timetable.h"
#include "services/fair/timetable_input.h"

namespace duikou {

fair::v1::Fault EncodeFault(const TimetableInput& input,
                            const FairViolation& violation);

fair::v1::ClashDemand EncodeDemand(const TimetableInput& input,
                                   const FairDemand& demand);

// The same in Chinese and English.
type::v1::LocalizedText FairWords(std::string zh, std::string en);

// A change as those concerned are told of it. `partner` is who they meet.
type::v1::LocalizedText ChangeText(const fair::v1::Fair& fair,
                                   const type::v1::LocalizedText& partner,
                                   const fair::v1::MeetingChange& change);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_FAULT_WORDS_H_
