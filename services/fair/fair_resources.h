// What the standard methods are told of fairs, participants and requests.
#ifndef DUIKOU_SERVICES_FAIR_FAIR_RESOURCES_H_
#define DUIKOU_SERVICES_FAIR_FAIR_RESOURCES_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "duikou/fair/v1/fair_service.pb.h"
#include "services/rpc/standard_methods.h"
#include "services/rpc/write_context.h"

namespace duikou {

//  - CheckFair() finds nothing, and slots stand in the order of time.
//  - A slot or table with a meeting that is planned stays.
//  - It is deleted only while it is a draft and nobody takes part.
Resource<fair::v1::Fair> FairResource();

//  - Its id is the unit's; the unit is on its side.
//  - CheckParticipant() finds nothing; a recipient's projects are its own.
//  - Units register themselves while the fair is open, organisers until it is
//    over.
//  - It is taken off only while nobody has asked for it and it has no meeting.
Resource<fair::v1::Participant> ParticipantResource();

//  - Both sides take part, each on its side, and are not the same.
//  - The project is put forward by the recipient; demands can be met.
//  - What comes before it is of the same fair, and it does not come before
//    itself.
//  - The fair is open.
Resource<fair::v1::MeetingRequest> MeetingRequestResource();

// The fair of something below it, as this write leaves it. NOT_FOUND.
absl::StatusOr<fair::v1::Fair> FindFair(WriteContext& context,
                                        absl::string_view name);

// Puts the request to the other side as new. Requires its fair.
void AskAnew(WriteContext& context, const fair::v1::Fair& fair,
             fair::v1::MeetingRequest& request);

// Makes it STATE_EXPIRED where it waits and its time is over.
void ShowExpired(absl::Time now, fair::v1::MeetingRequest& request);

// Writes the fair's book, so that nobody places a meeting at the same time.
absl::Status TouchBook(WriteContext& context, absl::string_view fair_id);
// The same, and the number of the next version to publish, from 1.
absl::StatusOr<int32_t> NextVersion(WriteContext& context,
                                    absl::string_view fair_id);

// INVALID_ARGUMENT where the unit does not take part on that side; `field` is
// where it is named.
absl::Status CheckTakesPart(WriteContext& context, absl::string_view field,
                            const std::string& unit, profiles::v1::Side side,
                            absl::string_view fair_id);

// INVALID_ARGUMENT where it was put forward by another than the recipient.
absl::Status CheckProjectOf(WriteContext& context, absl::string_view field,
                            const std::string& project,
                            const std::string& recipient);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_FAIR_RESOURCES_H_
