#include "services/fair/stands.h"

#include <algorithm>
#include <cstdint>
#include <tuple>

#include "services/rpc/proto_time.h"

namespace duikou {

using fair::v1::Fair;
using fair::v1::Participant;
using fair::v1::Stand;

namespace {

// Who wants stands, in the order in which they choose.
std::vector<const Participant*> QueueOf(
    const std::vector<Participant>& participants) {
  std::vector<const Participant*> queue;
  for (const Participant& participant : participants) {
    if (participant.stands_wanted() > 0) queue.push_back(&participant);
  }
  const auto place = [](const Participant* participant) {
    return std::tuple(participant->side() != profiles::v1::SIDE_RECIPIENT,
                      ToTime(participant->create_time()), participant->name());
  };
  std::sort(queue.begin(), queue.end(),
            [&](const Participant* a, const Participant* b) {
              return place(a) < place(b);
            });
  return queue;
}

std::vector<Stand*> StandsByPrice(Fair& fair) {
  std::vector<Stand*> stands;
  for (Stand& stand : *fair.mutable_stands()) {
    stand.clear_holder();
    stands.push_back(&stand);
  }
  std::stable_partition(stands.begin(), stands.end(), [](const Stand* stand) {
    return stand->free_of_charge();
  });
  return stands;
}

}  // namespace

std::vector<std::string> GiveStands(
    const std::vector<Participant>& participants, Fair& fair) {
  const std::vector<const Participant*> queue = QueueOf(participants);
  const std::vector<Stand*> stands = StandsByPrice(fair);
  std::vector<int32_t> given(queue.size());
  size_t next = 0;
  for (bool any = true; any && next < stands.size();) {
    any = false;
    for (size_t i = 0; i < queue.size() && next < stands.size(); ++i) {
      if (given[i] >= queue[i]->stands_wanted()) continue;
      stands[next++]->set_holder(queue[i]->unit());
      ++given[i];
      any = true;
    }
  }
  std::vector<std::string> without;
  for (size_t i = 0; i < queue.size(); ++i) {
    if (given[i] < queue[i]->stands_wanted()) {
      without.push_back(queue[i]->unit());
    }
  }
  std::sort(without.begin(), without.end());
  return without;
}

}  // namespace duikou
