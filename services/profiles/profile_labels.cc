#include "services/profiles/profile_labels.h"

#include "duikou/profiles/v1/profiles_service.pb.h"
#include "duikou/type/v1/units.pb.h"

namespace duikou {

const std::vector<ValueLabel>& UnitKindLabels() {
  using namespace type::v1;  // NOLINT(google-build-using-namespace): the values
  static const auto* const labels = new std::vector<ValueLabel>{
      {UNIT_KIND_PROVINCIAL_DEPARTMENT,
       "provincial-department",
       "省直部门",
       "Provincial department",
       {"省直单位"}},
      {UNIT_KIND_MUNICIPALITY, "municipality", "市州", "Municipality", {}},
      {UNIT_KIND_DEVELOPMENT_ZONE,
       "development-zone",
       "开发区",
       "Development zone",
       {"高新区"}},
      {UNIT_KIND_ENTERPRISE, "enterprise", "企业", "Enterprise", {}},
      {UNIT_KIND_UNIVERSITY,
       "university",
       "院校",
       "University",
       {"高校", "大学"}},
      {UNIT_KIND_PROVINCE, "province", "省", "Province", {"省市"}},
      {UNIT_KIND_COUNTY, "county", "县区", "County", {"县", "区"}},
  };
  return *labels;
}

const std::vector<ValueLabel>& SideLabels() {
  static const auto* const labels = new std::vector<ValueLabel>{
      {profiles::v1::SIDE_SUPPORTER,
       "supporter",
       "支援方",
       "Supporter",
       {"支援"}},
      {profiles::v1::SIDE_RECIPIENT,
       "recipient",
       "受援方",
       "Recipient",
       {"受援"}},
  };
  return *labels;
}

}  // namespace duikou
