// How the changes of one commit are kept as bytes in a feed.
//
//   std::string bytes;
//   AppendChange("projects", "p-1", /*deleted=*/false, value, bytes);
//   std::vector<Change> changes;
//   RETURN_IF_ERROR(DecodeChanges(bytes, revision, changes));
//
// A change is one byte (0 put, 1 delete), then collection, id and, of a put,
// the value, each after its length as a base-128 varint, least group first.
#ifndef DUIKOU_SERVICES_STORE_CHANGE_CODEC_H_
#define DUIKOU_SERVICES_STORE_CHANGE_CODEC_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/store/store.h"

namespace duikou {

void AppendChange(absl::string_view collection, absl::string_view id,
                  bool deleted, absl::string_view value, std::string& bytes);

// Appends what `bytes` holds to `changes`, or DATA_LOSS where they are not what
// AppendChange wrote; then `changes` is unspecified.
absl::Status DecodeChanges(absl::string_view bytes, Revision revision,
                           std::vector<Change>& changes);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_STORE_CHANGE_CODEC_H_
