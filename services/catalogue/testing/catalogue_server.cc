#include "services/catalogue/testing/catalogue_server.h"

#include <stdlib.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "services/catalogue/bind.h"
#include "services/rpc/call_context.h"
#include "services/store/memory/memory_store.h"
#include "services/store/sqlite/sqlite_store.h"
#include "spdlog/sinks/null_sink.h"

namespace duikou {
namespace {

std::string MakeDirectory(const std::string& kind) {
  if (kind != "sqlite") return "";
  std::string path =
      (std::filesystem::temp_directory_path() / "duikou-catalogue-XXXXXX")
          .string();
  DUIKOU_CHECK(mkdtemp(path.data()) != nullptr) << path;
  return path;
}

std::unique_ptr<Store> OpenStore(const std::string& directory) {
  if (directory.empty()) return std::make_unique<MemoryStore>();
  auto store = SqliteStore::Open({.path = directory + "/store.db"});
  DUIKOU_CHECK(store.ok()) << store.status();
  return *std::move(store);
}

}  // namespace

CatalogueServer::CatalogueServer(const std::string& kind)
    : directory_(MakeDirectory(kind)),
      inner_(OpenStore(directory_)),
      logger_(std::make_shared<spdlog::logger>(
          "test", std::make_shared<spdlog::sinks::null_sink_mt>())),
      runtime_(ids_, *logger_, registry_, history_, access_, {}) {
  HostContext context{history_, clock_, ids_, *logger_, registry_, runtime_};
  auto host = Host::Start(context, {}, {&BindCatalogue});
  DUIKOU_CHECK(host.ok()) << host.status();
  host_ = *std::move(host);
  stub_ = catalogue::v1::CatalogueService::NewStub(host_->InProcessChannel());
}

CatalogueServer::~CatalogueServer() {
  stub_.reset();
  host_.reset();
  inner_.reset();
  if (!directory_.empty()) std::filesystem::remove_all(directory_);
}

void CatalogueServer::SendRevision(grpc::ClientContext& context) const {
  if (!revision_.empty()) context.AddMetadata(kMinRevisionMetadata, revision_);
}

void CatalogueServer::KeepRevision(const grpc::ClientContext& context) {
  const auto& trailers = context.GetServerTrailingMetadata();
  auto found = trailers.find(kRevisionMetadata);
  if (found == trailers.end()) return;
  revision_ = std::string(found->second.data(), found->second.size());
}

Streamed<type::v1::ImportResourcesResponse> CatalogueServer::Import(
    const type::v1::ImportResourcesRequest& request) {
  grpc::ClientContext context;
  auto reader = stub_->ImportResources(&context, request);
  Streamed<type::v1::ImportResourcesResponse> streamed;
  type::v1::ImportResourcesResponse message;
  while (reader->Read(&message)) streamed.messages.push_back(message);
  streamed.status = FromGrpcStatus(reader->Finish());
  KeepRevision(context);
  return streamed;
}

Streamed<type::v1::ExportResourcesResponse> CatalogueServer::Export(
    const type::v1::ExportResourcesRequest& request) {
  grpc::ClientContext context;
  auto reader = stub_->ExportResources(&context, request);
  Streamed<type::v1::ExportResourcesResponse> streamed;
  type::v1::ExportResourcesResponse message;
  while (reader->Read(&message)) streamed.messages.push_back(message);
  streamed.status = FromGrpcStatus(reader->Finish());
  return streamed;
}

std::string CatalogueServer::ExportFile(const std::string& text) {
  auto streamed = Export(ParseText<type::v1::ExportResourcesRequest>(text));
  if (!streamed.status.ok()) return streamed.status.ToString();
  std::string file;
  for (const auto& piece : streamed.messages) file += piece.content();
  return file;
}

}  // namespace duikou
