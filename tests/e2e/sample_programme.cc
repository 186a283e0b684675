#include "tests/e2e/sample_programme.h"

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"
#include "matcher/base/check.h"
#include "matcher/base/status_macros.h"
#include "services/rpc/status_mapping.h"
#include "services/store/testing/temporary_directory.h"

namespace duikou::e2e {

using catalogue::v1::CreateProgrammeRequest;
using type::v1::ExportResourcesRequest;
using type::v1::ExportResourcesResponse;
using type::v1::ImportResourcesRequest;
using type::v1::ImportResourcesResponse;

namespace {

// The sample as its command writes it, once a process.
const std::string& SampleDirectory() {
  static const TemporaryDirectory directory;
  static const bool written = [] {
    const std::string command = absl::StrCat(DUIKOU_SAMPLE_BINARY, " --out ",
                                             directory.path(), " > /dev/null");
    return std::system(command.c_str()) == 0;
  }();
  DUIKOU_CHECK(written) << directory.path();
  return directory.path();
}

bool IsOfCatalogue(const std::string& collection) {
  static const auto& owned =
      *new std::set<std::string>{"areas", "sectors", "projects"};
  return owned.count(collection) > 0;
}

bool IsOfProgress(const std::string& collection) {
  return collection == "agreements" || collection == "ledgerEntries";
}

absl::StatusOr<CreateProgrammeRequest> CreationOf(
    const std::string& programme) {
  CreateProgrammeRequest request;
  request.set_programme_id(programme);
  const auto parsed = google::protobuf::util::JsonStringToMessage(
      SampleFile(programme, "programme.json"), request.mutable_programme());
  if (parsed.ok()) return request;
  return absl::InvalidArgumentError(parsed.ToString());
}

}  // namespace

const std::vector<std::string>& SheetCollections() {
  static const auto& collections = *new std::vector<std::string>{
      "areas",    "sectors", "units",       "projects",    "profiles",
      "pairings", "quotas",  "commitments", "cooperations"};
  return collections;
}

std::string SampleFile(const std::string& programme, const std::string& file) {
  std::ifstream stream(
      absl::StrCat(SampleDirectory(), "/", programme, "/", file));
  std::stringstream text;
  text << stream.rdbuf();
  DUIKOU_CHECK(!text.str().empty()) << programme << "/" << file;
  return text.str();
}

absl::StatusOr<std::string> ImportSample(Deployment& deployment,
                                         const std::string& programme) {
  ASSIGN_OR_RETURN(const CreateProgrammeRequest creation,
                   CreationOf(programme));
  const auto created =
      Do(deployment.catalogue(), &CatalogueStub::CreateProgramme, creation);
  RETURN_IF_ERROR(FromGrpcStatus(created.status));
  std::string revision;
  for (const std::string& collection : SheetCollections()) {
    ImportResourcesRequest request;
    request.set_parent("programmes/" + programme);
    request.set_collection(collection);
    request.set_content(SampleFile(programme, collection + ".csv"));
    const auto imported = Import(deployment, request);
    RETURN_IF_ERROR(FromGrpcStatus(imported.status));
    const auto& summary = imported.messages.back().summary();
    if (summary.problem_count() > 0) {
      return absl::InvalidArgumentError(
          absl::StrCat(collection, ": ", summary.ShortDebugString()));
    }
    if (!imported.revision.empty()) revision = imported.revision;
  }
  return revision;
}

StreamAnswer<ImportResourcesResponse> Import(
    Deployment& deployment, const ImportResourcesRequest& request) {
  if (IsOfCatalogue(request.collection())) {
    return Read(deployment.catalogue(), &CatalogueStub::ImportResources,
                request);
  }
  if (IsOfProgress(request.collection())) {
    return Read(deployment.progress(), &ProgressStub::ImportResources, request);
  }
  return Read(deployment.profiles(), &ProfilesStub::ImportResources, request);
}

absl::StatusOr<std::string> Export(Deployment& deployment,
                                   const std::string& programme,
                                   const std::string& collection,
                                   type::v1::TableFormat format,
                                   const std::string& language) {
  ExportResourcesRequest request;
  request.set_parent("programmes/" + programme);
  request.set_collection(collection);
  request.set_format(format);
  request.set_language_code(language);
  const auto exported =
      IsOfCatalogue(collection) ? Read(deployment.catalogue(),
                                       &CatalogueStub::ExportResources, request)
      : IsOfProgress(collection)
          ? Read(deployment.progress(), &ProgressStub::ExportResources, request)
          : Read(deployment.profiles(), &ProfilesStub::ExportResources,
                 request);
  RETURN_IF_ERROR(FromGrpcStatus(exported.status));
  std::string file;
  for (const ExportResourcesResponse& piece : exported.messages) {
    file += piece.content();
  }
  return file;
}

}  // namespace duikou::e2e
