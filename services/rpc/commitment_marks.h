// The reference mark (services/store/reference_mark.h) of a unit's year, to
// which its commitments refer. They are found by listing, which no commit can
// check: so whoever writes one renews the mark in the same commit, and whoever
// adds them up reads the mark first. What changes meanwhile then fails the
// commit, and it is tried anew.
//
//   RenewCommitmentMark(context, commitment);      // writes one
//   RETURN_IF_ERROR(ReadCommitmentMark(context, "yichang", 2015));
//   … lists them …                                 // adds them up
#ifndef DUIKOU_SERVICES_RPC_COMMITMENT_MARKS_H_
#define DUIKOU_SERVICES_RPC_COMMITMENT_MARKS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "services/rpc/write_context.h"

namespace duikou {

// Goes into the write's commit, once a unit and year. The commitment, new,
// changed or deleted, says its supporter and year.
void RenewCommitmentMark(WriteContext& context,
                         const profiles::v1::Commitment& commitment);

// Of the unit, an id. It becomes a check of the commit. The store's errors.
absl::Status ReadCommitmentMark(WriteContext& context, absl::string_view unit,
                                int year);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_COMMITMENT_MARKS_H_
