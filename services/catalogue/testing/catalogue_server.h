// A server that plays the catalogue, in this process, on a store of its own.
//
//   CatalogueServer server("sqlite");
//   Project project = *server.Call(&Stub::GetProject, request);
#ifndef DUIKOU_SERVICES_CATALOGUE_TESTING_CATALOGUE_SERVER_H_
#define DUIKOU_SERVICES_CATALOGUE_TESTING_CATALOGUE_SERVER_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "duikou/catalogue/v1/catalogue_service.grpc.pb.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "google/protobuf/text_format.h"
#include "matcher/base/check.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/rpc/access_control.h"
#include "services/rpc/host.h"
#include "services/rpc/status_mapping.h"
#include "services/store/history_store.h"
#include "services/store/store.h"

namespace duikou {

template <typename Message>
Message ParseText(const std::string& text) {
  Message message;
  DUIKOU_CHECK(google::protobuf::TextFormat::ParseFromString(text, &message))
      << text;
  return message;
}

// What a stream sent, and how it ended.
template <typename Response>
struct Streamed {
  std::vector<Response> messages;
  absl::Status status;
};

class CatalogueServer {
 public:
  using Stub = catalogue::v1::CatalogueService::Stub;

  // `kind` is memory or sqlite.
  explicit CatalogueServer(const std::string& kind);
  ~CatalogueServer();

  // `text` is the request in text format.
  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const std::string& text) {
    return Call(method, ParseText<Request>(text));
  }
  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const Request& request) {
    grpc::ClientContext context;
    SendRevision(context);
    Response response;
    grpc::Status status = (stub_.get()->*method)(&context, request, &response);
    KeepRevision(context);
    if (!status.ok()) return FromGrpcStatus(status);
    return response;
  }

  Streamed<type::v1::ImportResourcesResponse> Import(
      const type::v1::ImportResourcesRequest& request);
  Streamed<type::v1::ExportResourcesResponse> Export(
      const type::v1::ExportResourcesRequest& request);
  // The file exported, or the error's text.
  std::string ExportFile(const std::string& text);

  Stub& stub() { return *stub_; }
  Store& store() { return history_; }
  SimulatedClock& clock() { return clock_; }

 private:
  void SendRevision(grpc::ClientContext& context) const;
  void KeepRevision(const grpc::ClientContext& context);

  std::string directory_;  // of the SQLite file
  std::unique_ptr<Store> inner_;
  SimulatedClock clock_{absl::FromUnixSeconds(1'400'000'000)};
  HistoryStore history_{*inner_, clock_};
  SequentialIdGenerator ids_;
  std::shared_ptr<spdlog::logger> logger_;
  prometheus::Registry registry_;
  NoSignIn access_;
  RpcRuntime runtime_;
  std::unique_ptr<Host> host_;
  std::unique_ptr<Stub> stub_;
  std::string revision_;  // of the last write, as metadata
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_CATALOGUE_TESTING_CATALOGUE_SERVER_H_
