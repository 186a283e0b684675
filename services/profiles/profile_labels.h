// The words of this role's enumerations in sheets. Each value has one.
#ifndef DUIKOU_SERVICES_PROFILES_PROFILE_LABELS_H_
#define DUIKOU_SERVICES_PROFILES_PROFILE_LABELS_H_

#include <vector>

#include "services/table/column_spec.h"

namespace duikou {

const std::vector<ValueLabel>& UnitKindLabels();
const std::vector<ValueLabel>& SideLabels();

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROFILES_PROFILE_LABELS_H_
