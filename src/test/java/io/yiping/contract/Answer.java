package io.yiping.contract;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;

/**
 * An answer of the service, to be held to the OpenAPI document. Every client of the suite asks {@link #check} of each
 * answer that it gets, so whatever a test is about, an answer that is not documented fails it.
 *
 * <p>Thread-safety: safe.
 *
 * @param method of the request
 * @param path of the request as it was sent, without its query
 * @param body null: it is read in parts, see {@link #checkPart}
 */
public record Answer(String method, String path, int status, HttpHeaders headers, String body) {

    private static final Contract CONTRACT = new Contract(Document.read());

    public static Answer of(HttpResponse<?> response, String body) {
        return new Answer(
                response.request().method(),
                response.uri().getRawPath(),
                response.statusCode(),
                response.headers(),
                body);
    }

    /** Fails, saying what is not as it is documented. */
    public void check() {
        require(faults());
    }

    /** A line of an answer that comes in lines, as soon as it is there. */
    public void checkPart(String line) {
        require(CONTRACT.faultsOfPart(this, line));
    }

    /** @return nothing when the document has such an answer, or has nothing to say about it */
    public List<String> faults() {
        return CONTRACT.faults(this);
    }

    String header(String name) {
        return headers.firstValue(name).orElse(null);
    }

    private void require(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new AssertionError(this + " is not as it is documented: " + String.join("; ", faults));
        }
    }

    @Override
    public String toString() {
        String shown = body == null ? "" : body.length() <= 1_000 ? body : body.substring(0, 1_000) + "…";
        return method + " " + path + " answered " + status + " " + headers.map() + " " + shown;
    }
}
