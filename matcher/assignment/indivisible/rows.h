// The three loops in which the kernel spends its time, over rows of a DP table.
// Each runs with AVX2 where the processor has it; integers, so the same answer.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_ROWS_H_
#define DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_ROWS_H_

#include <cstdint>

namespace duikou::indivisible {

// to[c] = max(from[c], from[c + shift] + value) for c < length, the second only
// where c + shift < from_length. REQUIRES: length <= from_length; no overlap.
void TakeOrLeave(int32_t* to, int64_t length, const int32_t* from,
                 int64_t from_length, int64_t shift, int32_t value);
void TakeOrLeave(int64_t* to, int64_t length, const int64_t* from,
                 int64_t from_length, int64_t shift, int64_t value);

// to[c] = max(to[c], from[c] + value). No overlap.
void RaiseTo(int32_t* to, const int32_t* from, int64_t length, int32_t value);
void RaiseTo(int64_t* to, const int64_t* from, int64_t length, int64_t value);

// The greatest a[c] + b[c]. REQUIRES: length > 0.
int32_t GreatestSum(const int32_t* a, const int32_t* b, int64_t length);
int64_t GreatestSum(const int64_t* a, const int64_t* b, int64_t length);

}  // namespace duikou::indivisible

#endif  // DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_ROWS_H_
