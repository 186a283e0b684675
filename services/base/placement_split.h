// Splitting a number over parts so that the shares add up to it.
//
//   SplitByParts(100, {3333, 3333, 3334});   // 33, 33, 34
//
// Method: every share is rounded down, and what is left goes, one each, to the
// shares with the largest remainders, of equal ones to the first. Exact for
// every whole and all parts that fit into 64 bits. A negative whole is the
// mirror image of its positive one, so that a reversal takes back exactly what
// was there.
#ifndef DUIKOU_SERVICES_BASE_PLACEMENT_SPLIT_H_
#define DUIKOU_SERVICES_BASE_PLACEMENT_SPLIT_H_

#include <cstdint>
#include <vector>

namespace duikou {

// One share a part, in order. None where there are no parts.
// REQUIRES: no part is negative, and not all are 0.
std::vector<int64_t> SplitByParts(int64_t whole, const std::vector<int>& parts);

// The same of parts that are numbers themselves.
std::vector<int64_t> SplitByParts(int64_t whole,
                                  const std::vector<int64_t>& parts);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_BASE_PLACEMENT_SPLIT_H_
