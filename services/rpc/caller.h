// Caller: who calls, by what came with the call; and Reach: what of a
// programme that lets it call a method for.
#ifndef DUIKOU_SERVICES_RPC_CALLER_H_
#define DUIKOU_SERVICES_RPC_CALLER_H_

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "duikou/type/v1/access.pb.h"

namespace duikou {

// What a caller may do in one programme.
struct CallerMembership {
  std::string programme;  // its id; "-": every programme
  std::string unit;       // the id of the unit it acts for; may be empty
  std::vector<type::v1::PermissionGroup> groups;
};

// A value; one that was made is not changed.
struct Caller {
  static constexpr char kNobody[] = "anonymous";

  std::string actor = kNobody;  // people/{person}
  bool signed_in = false;
  // The session or token it came by: people/{person}/sessions/{session}.
  std::string credential;
  bool read_only = false;  // it came by a token that changes nothing
  // It may do everything: the server asks nobody to sign in, or works itself.
  bool unrestricted = false;
  std::vector<CallerMembership> memberships;
};

// Whether the caller may know of the programme (its id) at all.
inline bool IsMember(const Caller& caller, absl::string_view programme) {
  return caller.unrestricted ||
         std::any_of(caller.memberships.begin(), caller.memberships.end(),
                     [&](const CallerMembership& membership) {
                       return membership.programme == programme ||
                              membership.programme == "-";
                     });
}

// The two sides of counterpart support.
enum class Side { kSupporter, kRecipient };

// What of a programme one call may touch. A value.
struct Reach {
  // The units that the caller acts for on one side.
  struct Own {
    std::vector<std::string> units;  // ids
    bool guided = false;             // and those that they guide
  };

  bool all = false;     // everything
  bool member = false;  // what is not kept to its owner
  Own supporter;
  Own recipient;

  bool nothing() const {
    return !all && !member && supporter.units.empty() &&
           recipient.units.empty();
  }
  const Own& own(Side side) const {
    return side == Side::kSupporter ? supporter : recipient;
  }

  static Reach All() { return {.all = true}; }
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_CALLER_H_
