// The words of the catalogue's enumerations in sheets. Each value has one.
#ifndef DUIKOU_SERVICES_CATALOGUE_CATALOGUE_LABELS_H_
#define DUIKOU_SERVICES_CATALOGUE_CATALOGUE_LABELS_H_

#include <vector>

#include "services/table/column_spec.h"

namespace duikou {

const std::vector<ValueLabel>& AreaKindLabels();
const std::vector<ValueLabel>& ProjectStateLabels();
const std::vector<ValueLabel>& ReadinessLabels();

}  // namespace duikou

#endif  // DUIKOU_SERVICES_CATALOGUE_CATALOGUE_LABELS_H_
