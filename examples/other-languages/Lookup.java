// Looks up a code, and says whether its request may be sent again:
// java Lookup.java CODES.CSV CODE [idempotent]
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

public class Lookup {
    record Row(String category, String retry) {}

    // Java has no JSON of its own. No field before the description has a comma or a quote in it, and
    // every row is a line, so these need no parser of CSV.
    static Map<String, Row> load(Path path) throws IOException {
        Map<String, Row> codes = new HashMap<>();
        try (var lines = Files.lines(path)) {
            lines.skip(1).forEach(line -> {
                String[] fields = line.split(",", 5);
                codes.put(fields[0], new Row(fields[2], fields[3]));
            });
        }
        return codes;
    }

    static boolean mayRetry(Map<String, Row> codes, String code, boolean isIdempotent) {
        boolean isExact = codes.containsKey(code);
        // A code that is newer than the file: its family says what most of its codes mean.
        Row row = codes.get(isExact ? code : code.split("\\.", 2)[0]);
        if (row == null || row.retry().equals("never")) {
            return false;
        }
        if (isIdempotent) {
            return true;
        }
        return !row.retry().equals("if_idempotent") && (isExact || row.category().equals("throttling"));
    }

    public static void main(String[] args) throws IOException {
        Map<String, Row> codes = load(Path.of(args[0]));
        String code = args[1];
        Row row = codes.get(code);
        System.out.println(row == null ? code + ": unknown" : code + ": " + row.category() + ", " + row.retry());
        boolean isIdempotent = args.length > 2 && args[2].equals("idempotent");
        System.out.println(mayRetry(codes, code, isIdempotent) ? "retry" : "give up");
    }
}
