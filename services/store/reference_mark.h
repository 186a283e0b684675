// Reference marks: how a commit that deletes a record learns that another has
// begun to refer to it.
//
// A commit checks records, not that there are none of a kind. So who begins to
// refer to a record marks it in the same commit, whatever mark it had; and who
// deletes the record reads the mark first, then looks for what refers to it,
// and has its commit check the mark: either it saw the reference, or the commit
// fails. Those who mark do not meet each other.
//
//   collection  references
//   id          areas/420527
//
// Marks stay out of the feed and have no history.
#ifndef DUIKOU_SERVICES_STORE_REFERENCE_MARK_H_
#define DUIKOU_SERVICES_STORE_REFERENCE_MARK_H_

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "services/store/store.h"

namespace duikou {

inline constexpr char kReferenceMarks[] = "references";

// The id of a record's mark.
inline std::string ReferenceMarkId(absl::string_view collection,
                                   absl::string_view id) {
  return absl::StrCat(collection, "/", id);
}

// Says that the commit begins to refer to the record.
inline Mutation MarkReference(absl::string_view collection,
                              absl::string_view id) {
  Mutation mark = Mutation::Put(
      kReferenceMarks, ReferenceMarkId(collection, id), "", Expectation::Any());
  mark.in_feed = false;
  return mark;
}

// Takes the mark that was read away, with the record.
inline Mutation RemoveReferenceMark(const Record& mark) {
  Mutation removal = Mutation::Delete(kReferenceMarks, mark.id,
                                      Expectation::Exactly(mark.revision));
  removal.in_feed = false;
  return removal;
}

}  // namespace duikou

#endif  // DUIKOU_SERVICES_STORE_REFERENCE_MARK_H_
