// Looks up a code, and says whether its request may be sent again: lookup.go CODES.JSON CODE [idempotent]
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"
)

// Row has the fields that a decision needs; there are more in the file.
type Row struct {
	Code     string `json:"code"`
	Category string `json:"category"`
	Retry    string `json:"retry"`
}

func load(path string) (map[string]Row, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var file struct {
		Codes []Row `json:"codes"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, err
	}
	codes := make(map[string]Row, len(file.Codes))
	for _, row := range file.Codes {
		codes[row.Code] = row
	}
	return codes, nil
}

func mayRetry(codes map[string]Row, code string, isIdempotent bool) bool {
	row, isExact := codes[code]
	if !isExact {
		// A code that is newer than the file: its family says what most of its codes mean.
		family, _, _ := strings.Cut(code, ".")
		var known bool
		if row, known = codes[family]; !known {
			return false
		}
	}
	if row.Retry == "never" {
		return false
	}
	if isIdempotent {
		return true
	}
	return row.Retry != "if_idempotent" && (isExact || row.Category == "throttling")
}

func main() {
	codes, err := load(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	code := os.Args[2]
	if row, known := codes[code]; known {
		fmt.Printf("%s: %s, %s\n", code, row.Category, row.Retry)
	} else {
		fmt.Printf("%s: unknown\n", code)
	}
	if mayRetry(codes, code, len(os.Args) > 3 && os.Args[3] == "idempotent") {
		fmt.Println("retry")
	} else {
		fmt.Println("give up")
	}
}
