#include "matcher/scorer/filter.h"

namespace duikou {

bool IsOverMeans(FilterCode code) {
  return code == FilterCode::kLeastShareOverMeans ||
         code == FilterCode::kAllOrNothingOverMeans ||
         code == FilterCode::kNotShareableOverMeans;
}

}  // namespace duikou
