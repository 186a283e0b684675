#include "services/gateway/testing/tls_client.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstdio>
#include <memory>

#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"

namespace duikou {
namespace {

constexpr long kValidSeconds = 3600;

template <typename T, void (*Free)(T*)>
struct Freed {
  void operator()(T* object) const { Free(object); }
};
template <typename T, void (*Free)(T*)>
using Owned = std::unique_ptr<T, Freed<T, Free>>;

struct CloseFile {
  void operator()(FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<FILE, CloseFile>;

}  // namespace

TlsFiles MakeCertificate(const std::string& directory) {
  const TlsFiles files = {absl::StrCat(directory, "/cert.pem"),
                          absl::StrCat(directory, "/key.pem")};
  const Owned<EVP_PKEY, EVP_PKEY_free> key(EVP_EC_gen("P-256"));
  const Owned<X509, X509_free> certificate(X509_new());
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kValidSeconds);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME* name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(
      name, "CN", MBSTRING_ASC,
      reinterpret_cast<const unsigned char*>("127.0.0.1"), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  DUIKOU_CHECK(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);
  const File certificate_file(std::fopen(files.certificate.c_str(), "w"));
  const File key_file(std::fopen(files.key.c_str(), "w"));
  DUIKOU_CHECK(PEM_write_X509(certificate_file.get(), certificate.get()) == 1);
  DUIKOU_CHECK(PEM_write_PrivateKey(key_file.get(), key.get(), nullptr, nullptr,
                                    0, nullptr, nullptr) == 1);
  return files;
}

absl::StatusOr<std::string> AskOverTls(int port, absl::string_view request,
                                       int newest) {
  const Owned<SSL_CTX, SSL_CTX_free> context(SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_security_level(context.get(),
                             0);  // to be able to ask for TLS 1.1
  SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context.get(), newest);
  const Owned<BIO, BIO_free_all> connection(BIO_new_ssl_connect(context.get()));
  BIO_set_conn_hostname(connection.get(),
                        absl::StrCat("127.0.0.1:", port).c_str());
  if (BIO_do_connect(connection.get()) <= 0 ||
      BIO_do_handshake(connection.get()) <= 0) {
    return absl::UnavailableError("no TLS");
  }
  BIO_write(connection.get(), request.data(), static_cast<int>(request.size()));
  std::string reply;
  char buffer[4096];
  int n = 0;
  while ((n = BIO_read(connection.get(), buffer, sizeof(buffer))) > 0) {
    reply.append(buffer, n);
  }
  return reply;
}

}  // namespace duikou
