// The sheets of areas and sectors.
#include "services/catalogue/catalogue_labels.h"
#include "services/catalogue/catalogue_tables.h"
#include "services/rpc/field_columns.h"

namespace duikou {

using catalogue::v1::Area;
using catalogue::v1::Sector;

absl::StatusOr<TableSchema<Area>> AreaTable(const std::string& programme,
                                            const CatalogueNames& names) {
  return TableSchema<Area>::Create({
      IdColumn<Area>(ResourcePattern("programmes/{programme}/areas/{area}"),
                     programme,
                     {.zh = "地区编号",
                      .en = "Area ID",
                      .synonyms = {"编号"},
                      .required = true}),
      TextField<Area>({.key = "display_name.zh",
                       .zh = "地区名称",
                       .en = "Name in Chinese",
                       .synonyms = {"名称", "地区"},
                       .required = true}),
      TextField<Area>({.key = "display_name.en",
                       .zh = "英文名称",
                       .en = "Name in English"}),
      EnumField<Area>(
          {.key = "kind", .zh = "类别", .en = "Kind", .required = true},
          AreaKindLabels()),
      ResourceField<Area>(
          programme,
          {.key = "parent_area", .zh = "上级地区编号", .en = "Parent area ID"},
          NamesFrom(names.areas,
                    {.key = "parent_area_name",
                     .zh = "上级地区",
                     .en = "Parent area name"},
                    /*open=*/true)),
      ResourceField<Area>(
          programme, {.key = "group", .zh = "所属片区编号", .en = "Group ID"},
          NamesFrom(names.areas,
                    {.key = "group_name", .zh = "所属片区", .en = "Group name"},
                    /*open=*/true)),
      TextField<Area>({.key = "code",
                       .zh = "行政区划代码",
                       .en = "GB/T 2260 code",
                       .synonyms = {"区划代码", "Code"}}),
  });
}

absl::StatusOr<TableSchema<Sector>> SectorTable(const std::string& programme,
                                                const CatalogueNames& names) {
  return TableSchema<Sector>::Create({
      IdColumn<Sector>(
          ResourcePattern("programmes/{programme}/sectors/{sector}"), programme,
          {.zh = "领域编号",
           .en = "Sector ID",
           .synonyms = {"编号"},
           .required = true}),
      TextField<Sector>({.key = "display_name.zh",
                         .zh = "领域名称",
                         .en = "Name in Chinese",
                         .synonyms = {"名称", "领域"},
                         .required = true}),
      TextField<Sector>({.key = "display_name.en",
                         .zh = "英文名称",
                         .en = "Name in English"}),
      ResourceField<Sector>(programme,
                            {.key = "parent_sector",
                             .zh = "上级领域编号",
                             .en = "Parent sector ID"},
                            NamesFrom(names.sectors,
                                      {.key = "parent_sector_name",
                                       .zh = "上级领域",
                                       .en = "Parent sector name"},
                                      /*open=*/true)),
      TextField<Sector>({.key = "description.zh",
                         .zh = "说明",
                         .en = "Description in Chinese"}),
      TextField<Sector>({.key = "description.en",
                         .zh = "英文说明",
                         .en = "Description in English"}),
  });
}

}  // namespace duikou
