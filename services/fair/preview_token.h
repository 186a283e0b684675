// PreviewToken: stands for what a request would do to a fair's timetable, so
// that exactly that is done afterwards, or nothing.
//
//   const std::string token = PreviewToken(request, response.changes(), "");
//   RETURN_IF_ERROR(CheckPreview(request.preview_token(), token));
#ifndef DUIKOU_SERVICES_FAIR_PREVIEW_TOKEN_H_
#define DUIKOU_SERVICES_FAIR_PREVIEW_TOKEN_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "google/protobuf/message.h"
#include "google/protobuf/repeated_ptr_field.h"

namespace duikou {

// The same for the same request and changes on every machine, whatever is said
// of why; another for others, for all practical purposes. `of` is what else it
// depends on.
std::string PreviewToken(
    const google::protobuf::Message& request,
    const google::protobuf::RepeatedPtrField<fair::v1::MeetingChange>& changes,
    absl::string_view of);

// ABORTED where one was sent and it is another.
absl::Status CheckPreview(absl::string_view sent, absl::string_view token);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_PREVIEW_TOKEN_H_
