using System.Text.Json.Serialization;
using Amplify.CognitoIdentity.Model;

namespace Amplify.CognitoIdentity;

/// <summary>The generated JSON code of every request and response; what they contain follows from them.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(GetCredentialsForIdentityRequest))]
[JsonSerializable(typeof(GetCredentialsForIdentityResponse))]
[JsonSerializable(typeof(GetIdRequest))]
[JsonSerializable(typeof(GetIdResponse))]
[JsonSerializable(typeof(GetOpenIdTokenRequest))]
[JsonSerializable(typeof(GetOpenIdTokenResponse))]
[JsonSerializable(typeof(UnlinkIdentityRequest))]
[JsonSerializable(typeof(UnlinkIdentityResponse))]
internal sealed partial class AmazonCognitoIdentityJsonContext : JsonSerializerContext;
