// How fast a sheet of 10,000 projects is imported (checked only, and written to
// an embedded store on disk), and what a project costs in memory: the growth of
// the server process, with its search and matching views, over 10,000 projects.
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "deploy/sample/programme.h"
#include "matcher/base/check.h"
#include "services/catalogue/catalogue_tables.h"
#include "services/table/csv.h"
#include "services/table/xlsx_writer.h"
#include "tests/bench/report.h"
#include "tests/bench/sample_store.h"
#include "tests/e2e/calls.h"
#include "tests/e2e/deployment.h"

namespace duikou::bench {
namespace {

using e2e::CatalogueStub;
using e2e::Deployment;
using e2e::Layout;

constexpr int kProjects = 10'000;
constexpr int kRounds = 3;

// The sample without its projects.
absl::Status FillWithoutProjects(Store& store) {
  const sample::Programme hubei = sample::MakeHubei(2014);
  CommitRequest programmes{.partition = "-"};
  Put("programmes", std::vector{hubei.programme}, programmes);
  CommitRequest commit{.partition = hubei.id};
  Put("areas", hubei.areas, commit);
  Put("sectors", hubei.sectors, commit);
  Put("units", hubei.units, commit);
  Put("profiles", hubei.profiles, commit);
  const auto first = store.Commit(programmes);
  return first.ok() ? store.Commit(commit).status() : first.status();
}

// The sample's projects over and over, each under an id and a title of its own.
Sheet ProjectsSheet() {
  const sample::Programme hubei = sample::MakeHubei(2014);
  std::vector<catalogue::v1::Project> projects;
  for (int i = 0; i < kProjects; ++i) {
    auto project = hubei.projects[i % hubei.projects.size()];
    project.set_name(absl::StrCat("programmes/hubei/projects/b-", i));
    project.mutable_display_name()->set_zh(
        absl::StrCat(project.display_name().zh(), " ", i));
    projects.push_back(std::move(project));
  }
  const auto schema = ProjectTable(hubei.programme, {});
  DUIKOU_CHECK(schema.ok()) << schema.status();
  return schema->Export(projects);
}

// Rows per second of one import.
double Import(Deployment& deployment, const std::string& content,
              bool validate_only) {
  type::v1::ImportResourcesRequest request;
  request.set_parent("programmes/hubei");
  request.set_collection("projects");
  request.set_content(content);
  request.set_validate_only(validate_only);
  const double seconds = Seconds([&] {
    const auto answer = e2e::Read(deployment.catalogue(),
                                  &CatalogueStub::ImportResources, request);
    DUIKOU_CHECK(answer.ok()) << answer.status.error_message();
    const auto& summary = answer.messages.back().summary();
    DUIKOU_CHECK(summary.created() == kProjects && summary.bad_rows() == 0)
        << summary.ShortDebugString().substr(0, 500);
  });
  return kProjects / seconds;
}

// Resident memory of a process in bytes.
double ResidentBytes(int pid) {
  std::ifstream status(absl::StrCat("/proc/", pid, "/status"));
  std::string word;
  while (status >> word) {
    if (word == "VmRSS:") {
      double kib = 0;
      status >> kib;
      return kib * 1024;
    }
  }
  DUIKOU_CHECK(false) << "no VmRSS of process " << pid;
  return 0;
}

// Makes the views of both roles load.
void Query(Deployment& deployment) {
  catalogue::v1::SearchProjectsRequest search;
  search.set_parent("programmes/hubei");
  const auto found =
      e2e::Do(deployment.catalogue(), &CatalogueStub::SearchProjects, search);
  DUIKOU_CHECK(found.ok()) << found;
  matching::v1::RecommendProjectsRequest recommend;
  recommend.set_supporter("programmes/hubei/units/yichang");
  recommend.set_year(2015);
  const auto ranked = e2e::Do(deployment.matching(),
                              &e2e::MatchingStub::RecommendProjects, recommend);
  DUIKOU_CHECK(ranked.ok()) << ranked;
}

int Run(int argc, char** argv) {
  const std::string json = ParseFlags(argc, argv, {});
  const Sheet sheet = ProjectsSheet();
  const auto csv = WriteCsv(sheet);
  const auto xlsx = WriteXlsx(sheet);
  DUIKOU_CHECK(csv.ok() && xlsx.ok());
  std::vector<double> checked_csv, checked_xlsx, written, bytes;
  for (int round = 0; round < kRounds; ++round) {
    auto deployment =
        Deployment::Start(Layout::kOneProcess, {.fill = FillWithoutProjects});
    DUIKOU_CHECK(deployment.ok()) << deployment.status();
    checked_csv.push_back(Import(**deployment, *csv, true));
    checked_xlsx.push_back(Import(**deployment, *xlsx, true));
    written.push_back(Import(**deployment, *xlsx, false));
    // A fresh process, so that what the import used does not count.
    (*deployment)->Kill9("catalogue");
    DUIKOU_CHECK((*deployment)->Restart("catalogue").ok());
    const int pid = (*deployment)->process("catalogue").pid();
    const double before = ResidentBytes(pid);
    Query(**deployment);
    bytes.push_back((ResidentBytes(pid) - before) / kProjects);
  }
  Report report("import");
  report.Add({"CSV, 10,000 rows, checked only", checked_csv, "rows/s"});
  report.Add({"XLSX, 10,000 rows, checked only", checked_xlsx, "rows/s"});
  report.Add({"XLSX, 10,000 rows, written", written, "rows/s"});
  report.Add({"memory of both views per project", bytes, "bytes"});
  return report.Finish(json);
}

}  // namespace
}  // namespace duikou::bench

int main(int argc, char** argv) { return duikou::bench::Run(argc, argv); }
