// Calls of the services as a client of any language makes them, each with a
// deadline, for tests.
//
//   const auto got = Do(stub, &CatalogueStub::GetProject, request);
//   ASSERT_TRUE(got.ok()) << got;
//   got.response.etag();
//   Do(stub, &…, request, {.min_revision = got.revision});
#ifndef DUIKOU_TESTS_E2E_CALLS_H_
#define DUIKOU_TESTS_E2E_CALLS_H_

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/status.h"
#include "grpcpp/support/sync_stream.h"

namespace duikou::e2e {

struct CallSettings {
  absl::Duration deadline = absl::Seconds(60);
  // `hubei=7`, as an answer's revision; empty: any.
  std::string min_revision;
};

template <typename Response>
struct Answer {
  grpc::Status status;
  Response response;
  // What a write says of the state that it made, such as `hubei=8`.
  std::string revision;

  bool ok() const { return status.ok(); }
  friend std::ostream& operator<<(std::ostream& out, const Answer& answer) {
    return out << answer.status.error_code() << " "
               << answer.status.error_message();
  }
};

template <typename Response>
struct StreamAnswer {
  grpc::Status status;
  std::vector<Response> messages;
  std::string revision;

  bool ok() const { return status.ok(); }
};

std::unique_ptr<grpc::ClientContext> NewContext(const CallSettings& settings);
// `duikou-revision` of the answer; empty where it has none.
std::string RevisionOf(const grpc::ClientContext& context);

template <typename Stub, typename Request, typename Response>
Answer<Response> Do(Stub& stub,
                    grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                 const Request&, Response*),
                    const Request& request, const CallSettings& settings = {}) {
  Answer<Response> answer;
  const auto context = NewContext(settings);
  answer.status = (stub.*method)(context.get(), request, &answer.response);
  answer.revision = RevisionOf(*context);
  return answer;
}

template <typename Stub, typename Request, typename Response>
StreamAnswer<Response> Read(Stub& stub,
                            std::unique_ptr<grpc::ClientReader<Response>> (
                                Stub::*method)(grpc::ClientContext*,
                                               const Request&),
                            const Request& request,
                            const CallSettings& settings = {}) {
  StreamAnswer<Response> answer;
  const auto context = NewContext(settings);
  const auto reader = (stub.*method)(context.get(), request);
  Response message;
  while (reader->Read(&message)) answer.messages.push_back(message);
  answer.status = reader->Finish();
  answer.revision = RevisionOf(*context);
  return answer;
}

struct RawAnswer {
  grpc::Status status;
  std::vector<std::string> messages;
};

// A call of any method with any bytes as its request. `method` is
// `duikou.catalogue.v1.CatalogueService/GetArea`; streams of answers are read
// to their end.
RawAnswer DoRaw(const std::shared_ptr<grpc::Channel>& channel,
                const std::string& method, const std::string& request,
                grpc::ClientContext& context);

// Whether the standard health service says so; `service` may be empty.
// REQUIRES: a name of less than 128 characters.
bool IsServing(const std::shared_ptr<grpc::Channel>& channel,
               const std::string& service);

}  // namespace duikou::e2e

#endif  // DUIKOU_TESTS_E2E_CALLS_H_
