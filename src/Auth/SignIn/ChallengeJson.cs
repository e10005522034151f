using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amplify.SignIn;

/// <summary>Reads the JSON inside challenge parameters without reflection.</summary>
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
[JsonSerializable(typeof(StepTokenContent))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class ChallengeJson : JsonSerializerContext;
