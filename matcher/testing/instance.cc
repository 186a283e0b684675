#include "matcher/testing/instance.h"

#include "matcher/base/check.h"

namespace duikou::testing {

std::shared_ptr<const Taxonomy> Instance::MakeTaxonomy() const {
  auto taxonomy =
      Taxonomy::Make(sectors, areas, static_cast<int>(kind_names.size()));
  DUIKOU_CHECK(taxonomy.ok()) << taxonomy.status();
  return *std::move(taxonomy);
}

ProjectIndex Instance::MakeIndex(std::shared_ptr<const Taxonomy> taxonomy,
                                 const IndexOptions& options) const {
  ProjectIndex index(std::move(taxonomy), options);
  for (const Project& project : projects) {
    const absl::Status status = index.Upsert(project);
    DUIKOU_CHECK(status.ok()) << status;
  }
  return index;
}

std::vector<PreparedSupporter> Instance::Prepare(
    std::shared_ptr<const Taxonomy> taxonomy) const {
  std::vector<PreparedSupporter> prepared;
  for (const Supporter& supporter : supporters) {
    auto made = PreparedSupporter::Make(supporter, taxonomy);
    DUIKOU_CHECK(made.ok()) << made.status();
    prepared.push_back(*std::move(made));
  }
  return prepared;
}

}  // namespace duikou::testing
