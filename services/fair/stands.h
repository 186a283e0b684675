// Giving the stands of a fair out: free ones to recipients first. Pure.
#ifndef DUIKOU_SERVICES_FAIR_STANDS_H_
#define DUIKOU_SERVICES_FAIR_STANDS_H_

#include <string>
#include <vector>

#include "duikou/fair/v1/fair_service.pb.h"

namespace duikou {

// Writes a holder at each stand of `fair`, in turns, so that nobody gets a
// second one before all who want one have their first: recipients before
// supporters, each in the order of registration, free stands before others,
// in the order of the fair. Returns the units that got fewer than they want,
// by name.
std::vector<std::string> GiveStands(
    const std::vector<fair::v1::Participant>& participants,
    fair::v1::Fair& fair);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_STANDS_H_
