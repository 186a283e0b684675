// The sample programmes in a deployment, and sheets in and out of it.
//
//   ASSERT_TRUE(ImportSample(*deployment, "hubei").ok());
//   absl::StatusOr<std::string> csv = Export(*deployment, "hubei", "projects");
#ifndef DUIKOU_TESTS_E2E_SAMPLE_PROGRAMME_H_
#define DUIKOU_TESTS_E2E_SAMPLE_PROGRAMME_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/type/v1/table.pb.h"
#include "tests/e2e/calls.h"
#include "tests/e2e/deployment.h"

namespace duikou::e2e {

// In an order in which each refers to earlier ones only.
const std::vector<std::string>& SheetCollections();

// A file of `duikou-sample`: `hubei`, `projects.csv`.
std::string SampleFile(const std::string& programme, const std::string& file);

// Creates the programme and imports all its sheets. Answers the revision.
absl::StatusOr<std::string> ImportSample(Deployment& deployment,
                                         const std::string& programme);

// By the service that owns the collection.
StreamAnswer<type::v1::ImportResourcesResponse> Import(
    Deployment& deployment, const type::v1::ImportResourcesRequest& request);
// A CSV in UTF-8 with Chinese headings, unless asked otherwise.
absl::StatusOr<std::string> Export(
    Deployment& deployment, const std::string& programme,
    const std::string& collection,
    type::v1::TableFormat format = type::v1::TABLE_FORMAT_CSV,
    const std::string& language = "zh");

}  // namespace duikou::e2e

#endif  // DUIKOU_TESTS_E2E_SAMPLE_PROGRAMME_H_
