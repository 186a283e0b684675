// Layout: how partitions, records and changes are kept in Redis.
//
// All keys of a partition share the hash tag {partition}, so that one script
// may write them all; the partition's name is percent-encoded where it holds
// braces, a percent sign or a control character.
//
//   <prefix>:{<partition>}:meta            hash: head, node (see commit_script)
//   <prefix>:{<partition>}:feed            stream: <revision>-1, c = changes
//   <prefix>:{<partition>}:requests        hash: request id -> answer
//   <prefix>:{<partition>}:request-order   list of request ids, oldest first
//   <prefix>:{<partition>}:c:<collection>  sorted set, all of score 0, of
//                                          <id> NUL <revision> ':' <value>
//
// A collection is one sorted set and no hash beside it: an id holds no NUL, so
// the members lie in the order of the ids, one lexicographic range is a page of
// whole records, and there are no two structures that could disagree. A lookup
// takes O(log records).
#ifndef DUIKOU_SERVICES_STORE_REDIS_LAYOUT_H_
#define DUIKOU_SERVICES_STORE_REDIS_LAYOUT_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/store/store.h"

namespace duikou::redis {

// The names of one partition's keys.
class PartitionKeys {
 public:
  PartitionKeys(absl::string_view prefix, absl::string_view partition);

  std::string Meta() const { return base_ + "meta"; }
  std::string Feed() const { return base_ + "feed"; }
  std::string Requests() const { return base_ + "requests"; }
  std::string RequestOrder() const { return base_ + "request-order"; }
  std::string Collection(absl::string_view name) const;

 private:
  std::string base_;
};

// Bounds of ZRANGEBYLEX.
struct LexRange {
  std::string min;
  std::string max;
};
LexRange RangeOfRecord(absl::string_view id);
LexRange RangeOfPage(const Page& page);

// A member of a collection's sorted set. INTERNAL where it is no record.
absl::StatusOr<Record> DecodeRecord(absl::string_view collection,
                                    absl::string_view member);

// A commit's changes in the feed are, for each: kind ('p' or 'd'), the sizes of
// collection, id and value (big-endian, 2, 2 and 4 bytes), and those three.
// This gives what stands before the id.
std::string EncodeChangeHead(const Mutation& mutation);
// Appends the changes of one commit. INTERNAL where the bytes are none.
absl::Status DecodeChanges(Revision revision, absl::string_view bytes,
                           std::vector<Change>& changes);

}  // namespace duikou::redis

#endif  // DUIKOU_SERVICES_STORE_REDIS_LAYOUT_H_
