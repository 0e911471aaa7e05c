// Renders templates with Go's own text/template: one JSON object a line in, one a line out.
//
// The first line is the data. Each further line is {"template": base64, "missing": "default"|"error"|"zero"}; the answer is
// {"output": base64} or {"error": base64}. In the data, numbers with one of ".eE" are float64 and others int, {"$bytes": base64}
// is a string of these bytes, and {"$float": "NaN"} a number that JSON cannot write.
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"text/template"
)

type question struct {
	Template string `json:"template"`
	Missing  string `json:"missing"`
}

type answer struct {
	Output *string `json:"output,omitempty"`
	Error  *string `json:"error,omitempty"`
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer out.Flush()
	data := value(parse(line(in)))
	for {
		text := line(in)
		if len(text) == 0 {
			return
		}
		var q question
		if err := json.Unmarshal(text, &q); err != nil {
			panic(err)
		}
		source, err := base64.StdEncoding.DecodeString(q.Template)
		if err != nil {
			panic(err)
		}
		encoded, err := json.Marshal(render(string(source), q.Missing, data))
		if err != nil {
			panic(err)
		}
		out.Write(encoded)
		out.WriteByte('\n')
		if in.Buffered() == 0 {
			out.Flush()
		}
	}
}

func line(in *bufio.Reader) []byte {
	text, _ := in.ReadBytes('\n')
	return bytes.TrimSpace(text)
}

func parse(text []byte) interface{} {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var parsed interface{}
	if err := decoder.Decode(&parsed); err != nil {
		panic(err)
	}
	return parsed
}

func value(v interface{}) interface{} {
	switch v := v.(type) {
	case json.Number:
		if strings.ContainsAny(v.String(), ".eE") {
			f, _ := v.Float64()
			return f
		}
		i, err := strconv.Atoi(v.String())
		if err != nil {
			panic(err)
		}
		return i
	case []interface{}:
		// slices show their capacity, which the decoder leaves to chance
		exact := make([]interface{}, len(v))
		for i := range v {
			exact[i] = value(v[i])
		}
		return exact
	case map[string]interface{}:
		if text, ok := v["$bytes"]; ok {
			decoded, _ := base64.StdEncoding.DecodeString(text.(string))
			return string(decoded)
		}
		if text, ok := v["$float"]; ok {
			f, _ := strconv.ParseFloat(text.(string), 64)
			return f
		}
		for key := range v {
			v[key] = value(v[key])
		}
		return v
	default:
		return v
	}
}

func render(source, missing string, data interface{}) (result answer) {
	defer func() {
		if r := recover(); r != nil {
			result = failure(fmt.Sprint("panic: ", r))
		}
	}()
	parsed, err := template.New("t").Option("missingkey=" + missing).Parse(source)
	if err != nil {
		return failure(err.Error())
	}
	var rendered bytes.Buffer
	if err := parsed.Execute(&rendered, data); err != nil {
		return failure(err.Error())
	}
	text := base64.StdEncoding.EncodeToString(rendered.Bytes())
	return answer{Output: &text}
}

func failure(message string) answer {
	text := base64.StdEncoding.EncodeToString([]byte(message))
	return answer{Error: &text}
}
