// Parses and renders all templates of a directory with Go's text/template, once for each line on stdin, and prints for each
// time how many nanoseconds that took and how many bytes came out. The data is read once, before.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"text/template"
	"time"
)

func exact(value interface{}) interface{} {
	switch v := value.(type) {
	case map[string]interface{}:
		for key, item := range v {
			v[key] = exact(item)
		}
	case []interface{}:
		for i, item := range v {
			v[i] = exact(item)
		}
	case json.Number:
		if number, err := v.Int64(); err == nil {
			return int(number)
		}
		number, _ := v.Float64()
		return number
	}
	return value
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	file, err := os.ReadFile(filepath.Join(os.Args[1], "data.json"))
	check(err)
	decoder := json.NewDecoder(bytes.NewReader(file))
	decoder.UseNumber()
	var data interface{}
	check(decoder.Decode(&data))
	data = exact(data)
	names, err := filepath.Glob(filepath.Join(os.Args[1], "*.tmpl"))
	check(err)
	sort.Strings(names)
	var texts []string
	for _, name := range names {
		text, err := os.ReadFile(name)
		check(err)
		texts = append(texts, string(text))
	}
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		start := time.Now()
		size := 0
		for i, text := range texts {
			parsed, err := template.New(names[i]).Option("missingkey=error").Parse(text)
			check(err)
			var out bytes.Buffer
			check(parsed.Execute(&out, data))
			size += out.Len()
		}
		fmt.Println(time.Since(start).Nanoseconds(), size)
	}
}
